import { columns } from "../../columns.ts";
import { megabytes } from "../judge.ts";
import { memoryTrend } from "../memory.ts";
import type { PlaceFigures } from "./wide.ts";

/** Below so many bytes each, collections leave as much by chance. */
const noise = 256;

/** What a wide soak found, for people. */
export function wideReport(places: readonly PlaceFigures[], violations: readonly string[]): string {
  const servers = places.filter(({ leavings }) => leavings.length > 0);
  const kinds = servers[0]?.leavings.map(({ habit }) => habit) ?? [];
  const rows = kinds.map((kind) => [kind, ...servers.map(({ leavings }) => leftBy(leavings, kind))]);
  return [
    "bytes that each time leaves, and only a reset lets go of (– is nothing that can be told from chance):",
    "",
    columns(["what is done", ...servers.map(({ place }) => place)], rows),
    "",
    ...places.map(memoryLine),
    "",
    ...(violations.length === 0 ? ["nothing was wrong"] : ["WRONG:", ...violations.map((text) => `- ${text}`)]),
  ].join("\n");
}

function leftBy(leavings: PlaceFigures["leavings"], kind: string): string {
  const { bytesEach = 0 } = leavings.find(({ habit }) => habit === kind) ?? {};
  return bytesEach < noise ? "–" : Math.round(bytesEach).toLocaleString("en");
}

function memoryLine({ place, memory, times }: PlaceFigures): string {
  const [first, last] = [memory[0], memory.at(-1)];
  const followed = Object.values(times).reduce((sum, each) => sum + each, 0);
  const begin = `${place}: ${followed.toLocaleString("en")} times something was done, ${memory.length} resets`;
  if (!first || !last) return begin;
  const span = (kind: "used" | "resident") => {
    const trend = memoryTrend(memory, kind, 2);
    const line = trend ? `, a line rises by ${megabytes(trend.growth)}` : "";
    return `${kind} ${megabytes(first[kind])} to ${megabytes(last[kind])}${line}`;
  };
  return `${begin}; after resets ${span("used")}; ${span("resident")}`;
}
