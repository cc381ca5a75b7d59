import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withoutPrograms } from "../deploy/balancers.ts";
import { readManifests } from "../deploy/manifests.ts";
import { freeAddress, freeDecade } from "../deploy/program.ts";
import { readPage, root } from "../markdown-page.ts";
import { createShell, type Shell } from "../shell-blocks.ts";
import { lacking } from "../tools.ts";

const page = readPage("docs/many-servers.md");
const settings = page.claim("sh", "cat > settings");
const blocks = [
  ["starts a store", "redis-server --port"],
  ["starts four servers", "for n in 1 2 3 4; do\n  npx"],
  ["starts nginx", "sed -e"],
  ["makes spaces and calls them", "space new checkout-7"],
  ["sees where they are", "header{x-mock-shard}"],
  ["goes on with a space whose server was killed", "kill -9"],
  ["restarts one server after the other", "for n in 2 1 3 4"],
  ["puts HAProxy before them", "haproxy -f"],
  ["ends all of it", "kill -QUIT"],
].map(([what = "", mark = ""]) => [what, page.claim("sh", mark)] as const);
const compose = page.claim("sh", "docker compose");
const kubernetes = page.claim("sh", "kubectl apply");

let shell: Shell;
beforeAll(async () => {
  const servers = await freeDecade();
  const [, store] = (await freeAddress()).split(":");
  shell = createShell({
    ...{ "127.0.0.1:808": `127.0.0.1:${servers}`, "--port 808": `--port ${servers}` },
    ...{ "127.0.0.1:6379": `127.0.0.1:${store}`, "--port 6379": `--port ${store}` },
    "deploy/": `${root}deploy/`,
  });
  expect(await shell.run(settings.text)).toEqual({ status: 0, printed: "" });
});
afterAll(() => {
  for (const file of readdirSync(shell.folder).filter((name) => name.endsWith(".pid"))) {
    try {
      process.kill(Number(readFileSync(join(shell.folder, file), "utf8")), "SIGKILL");
    } catch {
      // It has ended, as the page ends it
    }
  }
  shell.remove();
});

const noTools = lacking("bash", "curl") || withoutPrograms("nginx", "haproxy", "redis-server");

// One after the other, as an operator does it
test.skipIf(noTools).each(blocks)(
  "an operator %s and reads what stands there",
  async (_what, { text, printed = "" }) => {
    expect(await shell.run(text)).toEqual({ status: 0, printed });
  },
  120_000,
);

test("what Compose is given is what its file asks for", () => {
  const file = readFileSync(`${root}deploy/compose.yaml`, "utf8");
  expect(compose.text).toContain("-f deploy/compose.yaml");
  const required = [...new Set([...file.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name))];
  expect(required.filter((name) => !compose.text.includes(`${name}=`))).toEqual([]);
  expect(required).toHaveLength(2);
  for (const [, name] of page.text.matchAll(/`(LICENSE_API_\w+)=[^`]+`/g)) expect(file).toContain(`\${${name}:-`);
});

test("what Kubernetes is given is what its manifests name", () => {
  const manifests = readManifests(readFileSync(`${root}deploy/kubernetes.yaml`, "utf8"));
  const names = manifests.map(({ kind, metadata }) => `${kind.toLowerCase()}/${metadata.name}`);
  for (const text of [kubernetes.text, page.text]) {
    for (const [name] of text.matchAll(/\b(statefulset|deployment)\/[\w-]+/g)) expect(names).toContain(name);
  }
  expect(page.text).toContain("http://license-api-nginx:8080");
  expect(names).toContain("service/license-api-nginx");
  const keys = [...kubernetes.text.matchAll(/--from-literal=([\w-]+)=/g)].map(([, key]) => key);
  const asked = [...JSON.stringify(manifests).matchAll(/"secretKeyRef":\{"name":"license-api","key":"([\w-]+)"/g)];
  expect(keys.sort()).toEqual(asked.map(([, key]) => key).sort());
});

test("every block was run, every link leads somewhere, and README leads to it", () => {
  expect(page.unclaimed()).toEqual([]);
  expect(page.brokenLinks()).toEqual([]);
  expect(readFileSync(`${root}README.md`, "utf8")).toContain("](docs/many-servers.md)");
});
