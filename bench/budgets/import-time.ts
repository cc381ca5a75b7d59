import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { interleave, median, type Turn } from "../rounds.ts";

const rounds = 11;

/**
 * What importing each entry costs a process of its own, as a ratio to a process that imports an empty module.
 *
 * Processor time and not time by the clock: where others keep the machine busy, the clock counts their work too, and a
 * budget that is breached by neighbours is soon believed by nobody.
 */
export async function importRatios(
  root: string,
  entries: Readonly<Record<string, string>>,
): Promise<Record<string, number>> {
  const urls = Object.entries(entries).map(([name, file]) => [name, pathToFileURL(join(root, file)).href] as const);
  const contenders = Object.fromEntries([["empty", "data:text/javascript,"] as const, ...urls].map(contenderFor));
  await interleave(1, contenders); // the files are in the system's cache from here on
  const { empty = [], ...turns } = await interleave(rounds, contenders);
  return Object.fromEntries(
    Object.entries(turns).map(([name, own]) => [
      name,
      median(own.map(({ value }, round) => value / (empty[round]?.value ?? Number.NaN))),
    ]),
  );
}

function contenderFor([name, url]: readonly [string, string]): [string, () => Promise<Turn>] {
  return [name, async () => ({ value: processorMsToImport(url) })];
}

function processorMsToImport(url: string): number {
  const program = `await import(${JSON.stringify(url)}); const { user, system } = process.cpuUsage(); console.log(user + system);`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "--eval", program], { encoding: "utf8" });
  return Number(printed) / 1000;
}
