import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ownCasesOf, readOwnFiles } from "../src/cli/own-cases.ts";
import type { CaseResult } from "../src/contract/case-result.ts";
import { runContract } from "../src/contract/run.ts";
import type { RunOptions } from "../src/contract/run-options.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";

/** Writes files into a folder of their own while something is done with it. */
export async function inFolder<T>(
  files: Readonly<Record<string, string>>,
  use: (folder: string) => T | Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), "license-api-kit-own-"));
  try {
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Plays the cases of a file or folder against a mock. */
export async function played(
  path: string,
  mock: Mock = createMock(),
  options: Partial<RunOptions> & { readonly values?: ReadonlyMap<string, string> } = {},
): Promise<CaseResult[]> {
  const { values = new Map(), ...run } = options;
  const target = { ...mock, policy: {}, baseUrl: "https://license-api.test" };
  const cases = ownCasesOf(readOwnFiles([path]), target, values);
  const results: CaseResult[] = [];
  const fetch = (request: Request) => mock.fetch(request);
  for await (const result of runContract({ target, cases, allow: "permanent", fetch, ...run })) results.push(result);
  return results;
}

/** The same for the text of one file of YAML. */
export async function playedText(
  text: string,
  mock: Mock = createMock(),
  options: Parameters<typeof played>[2] = {},
): Promise<CaseResult> {
  const [result] = await inFolder({ "own.yaml": text }, (folder) => played(folder, mock, options));
  return result as CaseResult;
}

/** What is broken of a case, each as found and expected. */
export function broken({ claims }: CaseResult): string[] {
  return claims
    .filter(({ verdict }) => verdict !== "held")
    .map(({ found, expected }) => `${found}, expected ${expected}`);
}
