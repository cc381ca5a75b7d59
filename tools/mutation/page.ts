import { dirname } from "node:path";
import { argued } from "./argued.ts";
import type { FileScore, Score, Survivor } from "./score.ts";

/** A folder's list is read by nobody beyond these. */
const mostSurvivors = 60;

type NamedFile = readonly [path: string, score: FileScore];

interface Row {
  readonly killed: number;
  readonly timeout: number;
  readonly survived: number;
  readonly uncovered: number;
  readonly ignored: number;
  readonly argued: number;
}

/** The table of folders: what was run, and how much of it the tests noticed. */
export function scoreTable(score: Score): string {
  const rows = [...byFolder(score)].map(([folder, files]) => line(`\`${folder}\``, rowOf(files)));
  const head = "| folder | killed | timed out | survived | not covered | ignored | score | without the argued |";
  const all = line("all that was run", rowOf(Object.entries(score.files)));
  return [head, "|---|--:|--:|--:|--:|--:|--:|--:|", ...rows, all].join("\n");
}

/** What survived, folder by folder: those without a reason first, then those that are argued. */
export function survivorLists(score: Score): string {
  const lists = [...byFolder(score)].map(([folder, files]) => survivorList(folder, files));
  return lists.filter((text) => text !== "").join("\n\n");
}

function survivorList(folder: string, files: readonly NamedFile[]): string {
  const all = files.flatMap(([file, { survivors }]) =>
    survivors.map((survivor) => ({ place: placeOf(file, survivor), reason: reasonOf(file, survivor) })),
  );
  const open = all.filter(({ reason }) => reason === undefined);
  const more = open.length - mostSurvivors;
  const lines = [
    ...open.slice(0, mostSurvivors).map(({ place }) => `- ${place}`),
    ...(more > 0 ? [`- ${more} more`] : []),
    ...all.filter(({ reason }) => reason !== undefined).map(({ place, reason }) => `- ${place}: argued, ${reason}`),
  ];
  return lines.length === 0 ? "" : [`### ${folder}`, "", ...lines].join("\n");
}

function placeOf(file: string, { line: at, mutator, replacement, covered }: Survivor): string {
  const instead = replacement === "" ? "nothing instead" : `\`${shown(replacement)}\``;
  return `${file.replace(/^src\//, "")}:${at} ${mutator}, ${instead}${covered ? "" : ", which no test covers"}`;
}

/** As code in a page, where no part may be taken for its end or for a link. */
function shown(code: string): string {
  return code.replaceAll("`", "'").replaceAll("](", "] (");
}

function reasonOf(file: string, survivor: Survivor): string | undefined {
  return argued.find(
    (one) => one.file === file && one.source === survivor.source && (one.mutators?.includes(survivor.mutator) ?? true),
  )?.reason;
}

function byFolder(score: Score): Map<string, NamedFile[]> {
  const folders = new Map<string, NamedFile[]>();
  for (const [file, one] of Object.entries(score.files)) {
    const folder = dirname(file);
    folders.set(folder, [...(folders.get(folder) ?? []), [file, one]]);
  }
  return folders;
}

function rowOf(files: readonly NamedFile[]): Row {
  const sum = (count: (one: FileScore) => number) => files.reduce((total, [, one]) => total + count(one), 0);
  const reasoned = files.flatMap(([file, { survivors }]) =>
    survivors.filter((one) => reasonOf(file, one) !== undefined),
  );
  return {
    killed: sum(({ killed }) => killed),
    timeout: sum(({ timeout }) => timeout),
    survived: sum(({ survivors }) => survivors.filter(({ covered }) => covered).length),
    uncovered: sum(({ survivors }) => survivors.filter(({ covered }) => !covered).length),
    ignored: sum(({ ignored }) => ignored),
    argued: reasoned.length,
  };
}

function line(name: string, { killed, timeout, survived, uncovered, ignored, argued: reasoned }: Row): string {
  const noticed = killed + timeout;
  const all = noticed + survived + uncovered;
  const scores = [percent(noticed, all), percent(noticed, all - reasoned)];
  return `| ${[name, killed, timeout, survived, uncovered, ignored, ...scores].join(" | ")} |`;
}

/** Rounded down, so that a score of 100 % means all. */
function percent(part: number, whole: number): string {
  return whole === 0 ? "" : `${(Math.floor((part / whole) * 1000) / 10).toFixed(1)} %`;
}
