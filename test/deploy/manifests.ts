import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { parse, parseAllDocuments } from "yaml";
import { root } from "../markdown-page.ts";

/** A Kubernetes object, as far as these tests look into every kind. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  // biome-ignore lint/suspicious/noExplicitAny: its type depends on its kind, and is checked by kubernetes-types
  readonly spec: any;
  readonly data?: Readonly<Record<string, string>>;
}

/** The objects of a file of manifests, in its order. @throws where it is no YAML */
export function readManifests(text: string): Manifest[] {
  return parseAllDocuments(text, { uniqueKeys: true }).map((document) => {
    if (document.errors[0]) throw document.errors[0];
    return document.toJS() as Manifest;
  });
}

/** Where the types of each kind stand in kubernetes-types. */
const modules: Readonly<Record<string, string>> = { v1: "core/v1", "apps/v1": "apps/v1", "policy/v1": "policy/v1" };

/**
 * What the types of Kubernetes find wrong, by the compiler of TypeScript: fields of a wrong type, those that are missing, and
 * those that no such object has.
 */
export function typeErrors(manifests: readonly Manifest[]): string[] {
  const folder = mkdtempSync(join(root, ".blocks-manifests-"));
  try {
    const lines = manifests.map((manifest, at) => {
      const from = modules[manifest.apiVersion];
      if (from === undefined) throw new Error(`${manifest.kind}: found apiVersion ${manifest.apiVersion}`);
      return `export const m${at}: import("kubernetes-types/${from}").${manifest.kind} = ${JSON.stringify(manifest)};`;
    });
    const file = join(folder, "manifests.ts");
    writeFileSync(file, lines.join("\n"));
    const program = ts.createProgram([file], {
      noEmit: true,
      strict: true,
      skipLibCheck: true,
      types: [],
      lib: ["lib.es5.d.ts"],
    });
    return ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, " "));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A Compose file as Compose reads it: with what the environment says put in, and merges done. @throws what `:?` says */
export function readCompose(text: string, env: Readonly<Record<string, string>>) {
  const filled = text.replace(/\$\{(\w+)(:-|:\?)?([^}]*)\}/g, (_all, name: string, kind: string, rest: string) => {
    const value = env[name] || undefined;
    if (value === undefined && kind !== ":-") throw new Error(`${name}: ${rest}`);
    return value ?? rest;
  });
  return parse(filled, { merge: true, uniqueKeys: true });
}

/** What the environment has to say for Compose. */
export const secrets = { LICENSE_API_KIT_CONTROL_TOKEN: "only-for-tests", LICENSE_API_KIT_SPACE_SECRET: "also" };

/** The JSON schema of the Compose specification. */
export function composeSchema(): object {
  const { $schema: _draft, ...schema } = JSON.parse(
    readFileSync(`${root}node_modules/dclint/schemas/compose.schema.json`, "utf8"),
  );
  return schema;
}

/** The words of the command that a script of `sh` ends in, which `exec` begins. */
export function wordsOfShell(script: string, env: Readonly<Record<string, string>>): string[] {
  const shown = script.replace(/^exec /, "printf '%s\\n' ");
  const { stdout, stderr, status } = spawnSync("sh", ["-c", shown], { env, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return stdout.trimEnd().split("\n");
}

/** The flags of `serve` that each server of Compose gets. */
export function composeFlags(): string[][] {
  const { services } = readCompose(readFileSync(`${root}deploy/compose.yaml`, "utf8"), secrets);
  return [1, 2, 3, 4].map((number) => services[`server-${number}`].command);
}

/** The flags of `serve` that each pod gets. */
export function kubernetesFlags(): string[][] {
  const manifests = readManifests(readFileSync(`${root}deploy/kubernetes.yaml`, "utf8"));
  const { spec } = manifests.find(({ kind }) => kind === "StatefulSet") as Manifest;
  const script = spec.template.spec.containers[0].command[2];
  const pods = Array.from({ length: spec.replicas }, (_none, at) => `${spec.serviceName}-${at}`);
  return pods.map((pod) => wordsOfShell(script, { POD_NAME: pod, STORE: "redis://redis:6379" }).slice(3));
}
