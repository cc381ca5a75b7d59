import { execFileSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Spec, Validation } from "@cyclonedx/cyclonedx-library";
import { afterAll, describe, expect, test } from "vitest";
import { readPackages } from "../tools/third-party/bundled-packages.ts";
import { noticesText } from "../tools/third-party/notices.ts";
import { type Bom, sbom } from "../tools/third-party/sbom.ts";
import { root } from "./markdown-page.ts";

const folder = mkdtempSync(join(tmpdir(), "license-api-kit-"));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (path: string) => readFileSync(join(root, path), "utf8");
const versionOf = (name: string) => JSON.parse(read(`node_modules/${name}/package.json`)).version as string;

/** What is bundled by the look of the paths that esbuild read, and by what the generator noted. */
const bundled = [
  ...new Set([
    ...Array.from(read("dist/.bundles.json").matchAll(/node_modules\/((?:@[\w.-]+\/)?[\w.-]+)\//g), ([, name]) => name),
    ...(JSON.parse(read("src/generated/bundled.json")) as string[]),
  ]),
].map((name = "") => `${name}@${versionOf(name)}`);

describe("the notices", () => {
  const notices = read("dist/THIRD-PARTY-NOTICES.txt")
    .split(`\n${"-".repeat(80)}\n\n`)
    .slice(1);

  test("are there for each package whose code is in a bundle, and for no other", () => {
    expect(bundled).toEqual(
      expect.arrayContaining([expect.stringMatching(/^commander@/), expect.stringMatching(/^ajv@/)]),
    );
    const named = notices.map((notice) => notice.split(" (", 1)[0]?.replace(" ", "@"));
    expect(named.sort()).toEqual(bundled.sort());
  });

  test("hold a license and whose code it is", () => {
    for (const notice of notices) expect(notice).toMatch(/Copyright \(c\) \d{4}[\s\S]*WARRANT/);
  });

  test("are not made where a package has no license", () => {
    const bare = join(folder, "node_modules/bare");
    mkdirSync(bare, { recursive: true });
    writeFileSync(join(bare, "package.json"), '{ "version": "1.0.0", "license": "MIT" }');
    expect(() => noticesText(readPackages(["bare"], folder))).toThrow(
      "bare 1.0.0: found no license in it, expected one as it is bundled",
    );
  });
});

describe("the bill of materials", () => {
  const text = read("dist/sbom.cdx.json");
  const bom = JSON.parse(text) as Bom;
  const refs = bom.components.map((component) => component["bom-ref"]);

  test("is CycloneDX by its schema, which would find a strange member", async () => {
    const version = Object.values(Spec.Version).find((one) => one === bom.specVersion);
    if (version === undefined) throw new Error(`the validator knows no CycloneDX ${bom.specVersion}`);
    const validator = new Validation.JsonStrictValidator(version);
    expect(await validator.validate(text)).toBeNull();
    expect(await validator.validate(text.replace('"purl"', '"url"'))).not.toBeNull();
  });

  test("lists what an installation brings and what is bundled, each with version, license and purl", () => {
    const { packages } = JSON.parse(read("package-lock.json")) as { packages: Record<string, Record<string, unknown>> };
    const installed = Object.entries(packages).flatMap(([path, { version, dev, devOptional, peer }]) =>
      path === "" || dev || devOptional || peer ? [] : [`${path.split("node_modules/").at(-1)}@${version}`],
    );
    expect([...refs].sort()).toEqual([...new Set([...installed, ...bundled])].sort());
    for (const component of bom.components) {
      const { name, version, purl, licenses } = component;
      expect(purl).toBe(`pkg:npm/${name.replace("@", "%40")}@${version}`);
      expect(licenses).toHaveLength(1);
    }
  });

  test("says which packages are bundled", () => {
    const said = bom.components.filter(({ properties = [] }) =>
      properties.some(({ name, value }) => name === "cdx:npm:package:bundled" && value === "true"),
    );
    expect(said.map((component) => component["bom-ref"]).sort()).toEqual([...bundled].sort());
  });

  test("names everything once, and whatever needs or is needed", () => {
    const own = bom.metadata.component["bom-ref"];
    expect(new Set([own, ...refs]).size).toBe(refs.length + 1);
    expect(bom.dependencies.map(({ ref }) => ref).sort()).toEqual([own, ...refs].sort());
    for (const { dependsOn } of bom.dependencies) expect(refs).toEqual(expect.arrayContaining([...dependsOn]));
    const { dependencies } = JSON.parse(read("package.json")) as { dependencies: Record<string, string> };
    const direct = Object.entries(dependencies).map(([name, version]) => `${name}@${version}`);
    const top = bom.dependencies.find(({ ref }) => ref === own)?.dependsOn ?? [];
    expect([...top].sort()).toEqual([...new Set([...direct, ...bundled])].sort());
  });

  test("is the same wherever and whenever it is made, and names no time, place or address", () => {
    for (const name of ["package.json", "package-lock.json"]) copyFileSync(join(root, name), join(folder, name));
    const names = bundled.map((one) => one.slice(0, one.lastIndexOf("@"))).sort();
    expect(sbom(folder, readPackages(names, root))).toEqual(bom);
    expect(text).not.toMatch(/timestamp|serialNumber|file:|node_modules/);
    expect(text.match(/https?:[^"]*/g)).toEqual([bom.$schema]);
  });
});

test("both are in the package, and what the build notes for itself is not", () => {
  const command = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const [pack] = JSON.parse(
    execFileSync("npm", command, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] }),
  );
  const paths: string[] = pack.files.map(({ path }: { path: string }) => path);
  expect(paths).toEqual(expect.arrayContaining(["LICENSE", "dist/THIRD-PARTY-NOTICES.txt", "dist/sbom.cdx.json"]));
  expect(paths.filter((path) => /(^|\/)\./.test(path))).toEqual([]);
});
