import { readdirSync, readFileSync } from "node:fs";

/** A row of `fixtures/edges`: a moment or an amount at the edge of a rule, and what must come there. */
export interface Edge {
  readonly id: string;
  readonly about: string;
  readonly evidence: string;
  /** Row of decisions/api-choices.md that it follows. */
  readonly note?: string;
  readonly policy?: Readonly<Record<string, unknown>>;
  /** Moment at which its world begins, and its clock stands. */
  readonly start?: string;
  readonly license?: Readonly<Record<string, unknown>>;
  readonly product?: Readonly<Record<string, unknown>>;
  readonly users?: readonly Readonly<Record<string, unknown>>[];
  /** Situation of the default world in which it is, in place of a world of its own. */
  readonly role?: string;
  readonly steps: readonly EdgeStep[];
}

/** One call, at a moment if one is stated. */
export interface EdgeStep {
  readonly at?: string;
  /** Seconds by which the Date header is ahead of the wall clock. */
  readonly wallOffset?: number;
  readonly call: string;
  readonly with?: Readonly<Record<string, unknown>>;
  /** `code` of a refusal, or values of the answer by their paths; nothing but success where it is left out. */
  readonly expect?: Readonly<Record<string, unknown>>;
}

const folder = new URL("../../fixtures/edges/", import.meta.url);
const atATarget = "at-a-target";

/** The edges of each rule, by the name of its file. */
export function edgesByRule(): Readonly<Record<string, readonly Edge[]>> {
  const names = readdirSync(folder).filter((name) => name.endsWith(".json"));
  const first = (name: string) => Number(name !== `${atATarget}.json`);
  return Object.fromEntries(
    names
      .sort((one, other) => first(one) - first(other) || one.localeCompare(other))
      .map((name) => [name.replace(".json", ""), JSON.parse(readFileSync(new URL(name, folder), "utf8"))]),
  );
}

/** The module of the edges that a target can be asked about. */
export function edgesModule(): string {
  const rows = edgesByRule()[atATarget] as readonly Edge[];
  return `/** Edges of rules in whose situation a target can be put and left. */\nexport const edgesAtATarget = ${JSON.stringify(rows)};\n`;
}

/** The edges as tables for people, a rule each. */
export function edgeTables(): string {
  return Object.entries(edgesByRule()).map(table).join("\n\n");
}

function table([rule, edges]: readonly [rule: string, edges: readonly Edge[]]): string {
  const head = ["| what | at last | comes | evidence |", "|---|---|---|---|"];
  const summary = `<summary>${title(rule)}: ${edges.length} edges</summary>`;
  return ["<details>", summary, "", ...head, ...edges.map(line), "", "</details>"].join("\n");
}

function title(rule: string): string {
  return `${rule[0]?.toUpperCase()}${rule.slice(1).replaceAll("-", " ")}`;
}

function line({ about, evidence, note, policy = {}, steps, role }: Edge): string {
  const { at, call, with: sent = {}, expect = {} } = steps[steps.length - 1] as EdgeStep;
  const under = Object.entries(policy).map(([name, value]) => ` (policy \`${name}=${value}\`)`);
  const fields = Object.entries(sent).map(([name, value]) => `${name} ${JSON.stringify(value)}`);
  const when = [at ?? (role && `\`${role}\``), ["`", call, "`"].join(""), ...fields].filter(Boolean);
  const comes = Object.entries(expect).map(([name, value]) =>
    name === "code" ? `\`${value}\`` : `${name} ${JSON.stringify(value)}`,
  );
  const known = note === undefined ? evidence : `${evidence}, ${note}`;
  return `| ${about}${under.join("")} | ${when.join(", ")} | ${comes.join(", ") || "success"} | ${known} |`.replaceAll(
    "\n",
    " ",
  );
}
