import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { BundledPackage } from "./bundled-packages.ts";

/** What this makes of CycloneDX. */
export interface Bom {
  readonly $schema: string;
  readonly bomFormat: string;
  readonly specVersion: string;
  readonly version: number;
  readonly metadata: { readonly lifecycles: readonly { readonly phase: string }[]; readonly component: Component };
  readonly components: readonly Component[];
  readonly dependencies: readonly Dependency[];
}

/** A package, ours or another. */
export interface Component {
  readonly "bom-ref": string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly scope?: string;
  readonly licenses?: readonly unknown[];
  readonly properties?: readonly { readonly name: string; readonly value: string }[];
}

interface Dependency {
  readonly ref: string;
  readonly dependsOn: readonly string[];
}

/**
 * The bill of materials: what an installation brings by package-lock.json, and what is bundled. It says nothing of the time,
 * the machine and the tools that it was made by, so that the same sources make the same.
 *
 * Of `npm sbom` come the packages, with licenses and hashes, and which needs which. What is needed is followed from here,
 * as its `--omit dev` leaves out what is needed both here and, by a peer, in development: commander, for one.
 */
export function sbom(root: string, bundled: readonly BundledPackage[]): Bom {
  const { $schema, bomFormat, specVersion, version, metadata, components, dependencies } = npmSbom(root);
  const own = readPackage(root);
  const { "bom-ref": ownRef } = metadata.component;
  const byRef = new Map(components.map((component) => [component["bom-ref"], component]));
  const needs = new Map(dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]));
  const bundledRefs = bundled.map((each) => `${each.name}@${each.version}`);
  const direct = (needs.get(ownRef) ?? []).filter((ref) => Object.hasOwn(own.dependencies, byRef.get(ref)?.name ?? ""));
  const kept = new Set([...reachable(direct, needs), ...bundledRefs]);
  const known = [...kept].sort().map((ref) => requireComponent(byRef, ref));
  const top = [...new Set([...direct, ...bundledRefs])];
  return {
    ...{ $schema, bomFormat, specVersion, version },
    metadata: { lifecycles: [{ phase: "build" }], component: plain({ ...metadata.component, name: own.name }) },
    components: known.map((component) => described(component, bundledRefs.includes(component["bom-ref"]))),
    dependencies: [
      { ref: ownRef, dependsOn: top.sort() },
      ...known.map(({ "bom-ref": ref }) => ({ ref, dependsOn: (needs.get(ref) ?? []).filter((one) => kept.has(one)) })),
    ],
  };
}

function npmSbom(root: string): Bom {
  const command = ["sbom", "--sbom-format", "cyclonedx", "--package-lock-only"];
  return JSON.parse(execFileSync("npm", command, { cwd: root, encoding: "utf8", shell: process.platform === "win32" }));
}

function readPackage(root: string): { readonly name: string; readonly dependencies: Readonly<Record<string, string>> } {
  return JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
}

function reachable(from: readonly string[], needs: ReadonlyMap<string, readonly string[]>): Set<string> {
  const seen = new Set(from);
  for (const ref of seen) for (const next of needs.get(ref) ?? []) seen.add(next); // a set grows while it is gone through
  return seen;
}

function requireComponent(byRef: ReadonlyMap<string, Component>, ref: string): Component {
  const component = byRef.get(ref);
  if (component === undefined) throw new Error(`npm sbom: found no ${ref}, expected all of package-lock.json`);
  return component;
}

/** With what npm says of bundled packages in its own words, and without what it says of development. */
function described(component: Component, isBundled: boolean): Component {
  const properties = isBundled ? [{ name: "cdx:npm:package:bundled", value: "true" }] : [];
  return { ...plain(component), scope: "required", ...(isBundled && { properties }) };
}

/** Without addresses and places, which are of a registry or a machine. */
function plain({ properties: _places, ...component }: Component & { externalReferences?: unknown }): Component {
  const { externalReferences: _addresses, ...kept } = component;
  return kept;
}
