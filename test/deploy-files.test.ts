import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import {
  composeSchema,
  kubernetesFlags,
  type Manifest,
  readCompose,
  readManifests,
  secrets,
  typeErrors,
} from "./deploy/manifests.ts";
import { instructionIn, readStages, type Stage } from "./dockerfile.ts";
import { root } from "./markdown-page.ts";

const text = (file: string) => readFileSync(`${root}deploy/${file}`, "utf8");
const nginx = text("nginx.conf");
const image = readStages(`${root}Dockerfile`).at(-1) as Stage;
const exposed = Number(instructionIn(image, "EXPOSE"));
const [user] = instructionIn(image, "USER").split(":");
const numbers = [1, 2, 3, 4];

describe("deploy/compose.yaml", () => {
  const compose = readCompose(text("compose.yaml"), secrets);
  const { services } = compose;

  test("is what the Compose specification says", () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(composeSchema());
    expect(validate(compose) || validate.errors).toBe(true);
    expect(validate({ ...compose, services: { nginx: { imagee: "nginx" } } })).toBe(false);
  });

  test.each(Object.keys(secrets))("does not start without %s", (name) => {
    expect(() => readCompose(text("compose.yaml"), { ...secrets, [name]: "" })).toThrow(`${name}: set it to a secret`);
  });

  test("has each of four servers once, by the address that nginx knows it by, with the same secrets", () => {
    for (const number of numbers) {
      const { command, networks, environment } = services[`server-${number}`];
      expect(command.slice(0, 4)).toEqual(["--shard", `${number}/4`, "--store", "redis://store:6379"]);
      expect(services.nginx.extra_hosts).toContain(`server-${number}:${networks.calls.ipv4_address}`);
      expect(environment).toEqual(secrets);
    }
    expect(Object.keys(services).filter((name) => name.startsWith("server"))).toHaveLength(4);
  });

  test("writes nowhere but to what is mounted, has no rights to lose, and knows when each part is well", () => {
    for (const [name, service] of Object.entries<Record<string, unknown>>(services)) {
      expect([name, service.read_only, service.cap_drop]).toEqual([name, true, ["ALL"]]);
      expect([name, service.security_opt]).toEqual([name, ["no-new-privileges:true"]]);
      const hasCheck = service.healthcheck !== undefined || service.build !== undefined; // the image brings one
      expect([name, hasCheck, service.privileged]).toEqual([name, true, undefined]);
    }
    expect(instructionIn(image, "HEALTHCHECK")).toContain("/__mock/health");
  });

  test("lets nobody but nginx be called, and nobody but servers call the store", () => {
    expect(Object.keys(services).filter((name) => services[name].ports !== undefined)).toEqual(["nginx"]);
    expect(services.nginx.ports).toEqual([`127.0.0.1:8080:${listenPort()}`]);
    expect(Object.keys(services.nginx.networks)).toEqual(["calls"]);
    expect(Object.keys(services.store.networks)).toEqual(["store"]);
    expect(compose.networks.store.internal).toBe(true);
  });
});

describe("deploy/kubernetes.yaml", () => {
  const manifests = readManifests(text("kubernetes.yaml"));
  const named = (kind: string, name: string) =>
    manifests.find((one) => one.kind === kind && one.metadata.name === name);
  const servers = named("StatefulSet", "license-api") as Manifest;
  const balancer = named("Deployment", "license-api-nginx") as Manifest;
  const podOf = ({ spec }: Manifest) => spec.template.spec;
  const containerOf = (manifest: Manifest) => podOf(manifest).containers[0];

  test("is of kinds and fields that Kubernetes has", () => {
    expect(typeErrors(manifests)).toEqual([]);
  });

  test("would be found out by a field that is misspelt, missing or of another type", () => {
    const { spec } = servers;
    const { selector: _none, ...unselective } = spec;
    const wrong = [{ ...spec, replica: 4 }, { ...spec, replicas: "4" }, unselective];
    expect(typeErrors(wrong.map((one) => ({ ...servers, spec: one })))).toEqual([
      expect.stringContaining(`'"replica"' does not exist`),
      expect.stringContaining("'string' is not assignable to type 'number'"),
      expect.stringContaining("'selector' is missing"),
    ]);
  });

  test("has no object twice, and each selector meets the pods that it means", () => {
    const names = manifests.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
    expect(new Set(names).size).toBe(names.length);
    for (const manifest of [servers, balancer]) {
      const { labels } = manifest.spec.template.metadata;
      const { name } = manifest.metadata;
      expect(labels).toEqual(manifest.spec.selector.matchLabels);
      expect(named("Service", name)?.spec.selector).toEqual(labels);
      expect(named("PodDisruptionBudget", name)?.spec).toEqual({
        maxUnavailable: 1,
        selector: { matchLabels: labels },
      });
    }
    expect(named("Service", servers.spec.serviceName)?.spec.clusterIP).toBe("None");
  });

  test("leads from the names in nginx.conf to the pod of that number, which runs its shard", () => {
    const addresses = [...nginx.matchAll(/^ +server (\S+):(\d+);$/gm)].map(([, host, port]) => [host, Number(port)]);
    expect(addresses).toEqual(numbers.map((number) => [`server-${number}`, exposed]));
    for (const number of numbers) {
      const pod = `license-api-${number - 1}`;
      const service = named("Service", `server-${number}`)?.spec;
      expect(service.publishNotReadyAddresses).toBe(true);
      expect(service.selector).toEqual({ "statefulset.kubernetes.io/pod-name": pod });
      expect(service.ports).toEqual([{ name: "http", port: exposed, targetPort: "http" }]);
      const flags = `--host 0.0.0.0 --shard ${number}/4 --store redis://redis:6379 --quiet`;
      expect(kubernetesFlags()[number - 1]?.join(" ")).toBe(flags);
    }
    expect(servers.spec.replicas).toBe(numbers.length);
  });

  test("asks each port that is there for its health", () => {
    for (const manifest of [servers, balancer]) {
      const { ports, readinessProbe, livenessProbe } = containerOf(manifest);
      expect(ports).toEqual([{ name: "http", containerPort: manifest === balancer ? listenPort() : exposed }]);
      expect(readinessProbe.httpGet).toEqual({ path: "/__mock/health", port: "http" });
      expect((livenessProbe.httpGet ?? livenessProbe.tcpSocket).port).toBe("http");
      expect(podOf(manifest).terminationGracePeriodSeconds).toBeGreaterThanOrEqual(30);
    }
  });

  test("runs as nobody in particular, with a root that cannot be written to", () => {
    for (const manifest of [servers, balancer]) {
      const { securityContext, automountServiceAccountToken } = podOf(manifest);
      expect([securityContext.runAsNonRoot, automountServiceAccountToken]).toEqual([true, false]);
      expect(containerOf(manifest).securityContext).toEqual({
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      });
    }
    expect(podOf(servers).securityContext.runAsUser).toBe(Number(user));
  });

  test("mounts what is there, and takes secrets from one Secret that it does not hold itself", () => {
    const { volumeMounts } = containerOf(balancer);
    const { volumes } = podOf(balancer);
    expect(volumeMounts.map(({ name }: { name: string }) => name)).toEqual(
      volumes.map(({ name }: { name: string }) => name),
    );
    expect(named("ConfigMap", volumes[0].configMap.name)?.data).toEqual({ "nginx.conf": nginx });
    const secrets = containerOf(servers).env.flatMap(
      (one: { valueFrom: { secretKeyRef?: object } }) => one.valueFrom.secretKeyRef ?? [],
    );
    expect(secrets).toEqual(["store", "control-token", "space-secret"].map((key) => ({ name: "license-api", key })));
    expect(manifests.filter(({ kind }) => kind === "Secret")).toEqual([]);
  });
});

test("both run the same nginx in the same way", () => {
  const compose = readCompose(text("compose.yaml"), secrets);
  const manifests = readManifests(text("kubernetes.yaml"));
  const [container] = manifests.find(({ kind }) => kind === "Deployment")?.spec.template.spec.containers ?? [];
  expect(compose.services.nginx).toMatchObject({ image: container.image, command: container.command });
});

function listenPort(): number {
  return Number(/^ +listen (\d+);$/m.exec(nginx)?.[1]);
}
