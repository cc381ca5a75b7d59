import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { BundledPackage } from "./bundled-packages.ts";

const isLicense = /^(licen[cs]e|copying|notice)\b/i;

/**
 * The texts that packages want to be passed on with their code.
 *
 * @throws an error that names a package without such a text
 */
export function noticesText(packages: readonly BundledPackage[]): string {
  const head = "Files of this package hold code of the packages below. These are their licenses.\n";
  return [head, ...packages.map(noticeOf)].join(`\n${"-".repeat(80)}\n\n`);
}

function noticeOf({ name, version, license, folder }: BundledPackage): string {
  const files = readdirSync(folder).filter((file) => isLicense.test(file));
  if (files.length === 0) throw new Error(`${name} ${version}: found no license in it, expected one as it is bundled`);
  const texts = files.map((file) => readFileSync(join(folder, file), "utf8").replaceAll("\r\n", "\n").trim());
  return `${name} ${version} (${license})\n\n${texts.join("\n\n")}\n`;
}
