import type { Judgement } from "./judge-mutant.ts";

/** How the mutants of one operator and endpoint went. */
export interface Tally {
  killed: number;
  asked: number;
  equivalent: number;
  unmet: number;
  survived: number;
}

/** What is kept of a judgement in the table. */
export type Settled = Judgement & { readonly because?: string };

/** How a judged mutant counts: what was asked or drifted is told to the user, and so not missed. */
export function columnOf({ outcome, because, isSeen }: Settled): keyof Tally {
  if (outcome === "killed") return "killed";
  if (outcome !== "survived") return "asked";
  if (because !== undefined) return "equivalent";
  return isSeen ? "survived" : "unmet";
}

/** The kill table as a page: by operator, then operator by endpoint, then reasons and survivors by name. */
export function killTable(all: readonly Settled[], facts: string): string {
  return `${[
    "# How the contract was proved",
    "",
    intro,
    "",
    facts,
    "",
    "## By operator",
    "",
    ...table(["operator"], all, (one) => [operatorOf(one)]),
    "",
    "## By endpoint",
    "",
    ...table(["endpoint"], all, (one) => [endpointOf(one)]),
    "",
    "## Operator by endpoint",
    "",
    "Killed, of those that are not equivalent; what was asked about stands behind a plus sign.",
    "",
    ...matrix(all),
    "",
    "## Why some are equivalent",
    "",
    ...reasons(all),
    "",
    "## What was asked about most",
    "",
    ...questions(all),
    "",
    "## Not met",
    "",
    ...named(all, "unmet"),
    "",
    "## Survivors",
    "",
    ...named(all, "survived"),
  ].join("\n")}\n`;
}

const intro = `Each faulty server is this kit's mock with one fault, which an operator puts into it: operators run over everything that the
API has, by the kit's own tables (endpoints, parameters, refusals, fields, signatures). \`npm run prove:contract\` runs the cases
that call the faulty endpoint against each and writes this page.

- **killed**: a claim failed that is inviolable or documented.
- **asked**: only what no page promises is broken, so that the run asks about it (open) or tells of it (drift).
- **equivalent**: nobody can tell it from a correct server from outside; the reasons stand below.
- **not met**: in no answer of any case was there anything for it to change: a field that no role shows, a parameter that no
  case sends, a second record that no role has. Each is a case or a role that is missing.
- **survived**: nothing was noticed, and there is no reason why it could not be.`;

function operatorOf({ id }: Judgement): string {
  return id.split(":", 1)[0] as string;
}

function endpointOf({ id }: Judgement): string {
  return id.split(":")[1] as string;
}

function tallied(all: readonly Settled[], keyOf: (one: Settled) => string): Map<string, Tally> {
  const tallies = new Map<string, Tally>();
  for (const one of all) {
    const tally = tallies.get(keyOf(one)) ?? { killed: 0, asked: 0, equivalent: 0, unmet: 0, survived: 0 };
    tally[columnOf(one)] += 1;
    tallies.set(keyOf(one), tally);
  }
  return tallies;
}

function table(heads: readonly string[], all: readonly Settled[], keysOf: (one: Settled) => string[]): string[] {
  const rows = [...tallied(all, (one) => keysOf(one).join(" | "))];
  const sum = tallied(all, () => "**all**");
  return [
    `| ${heads.join(" | ")} | mutants | killed | asked | equivalent | not met | survived |`,
    `|${heads.map(() => "---").join("|")}|---:|---:|---:|---:|---:|---:|`,
    ...[...rows, ...sum].map(([key, { killed, asked, equivalent, unmet, survived }]) => {
      const all = killed + asked + equivalent + unmet + survived;
      return `| ${key} | ${all} | ${killed} | ${asked} | ${equivalent} | ${unmet} | ${survived} |`;
    }),
  ];
}

function matrix(all: readonly Settled[]): string[] {
  const operators = [...new Set(all.map(operatorOf))];
  const endpoints = [...new Set(all.map(endpointOf))];
  const tallies = tallied(all, (one) => `${operatorOf(one)}:${endpointOf(one)}`);
  const cell = (operator: string, endpoint: string) => {
    const tally = tallies.get(`${operator}:${endpoint}`);
    if (!tally) return "";
    const seen = tally.killed + tally.asked + tally.survived;
    return seen === 0 ? "–" : `${tally.killed}${tally.asked > 0 ? `+${tally.asked}` : ""}/${seen}`;
  };
  return [
    `| endpoint | ${operators.join(" | ")} |`,
    `|---|${operators.map(() => "---:").join("|")}|`,
    ...endpoints.map((endpoint) => `| ${endpoint} | ${operators.map((one) => cell(one, endpoint)).join(" | ")} |`),
  ];
}

function counted(values: readonly string[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return [...counts].sort(([, one], [, other]) => other - one);
}

function reasons(all: readonly Settled[]): string[] {
  const equivalent = all.filter((one) => columnOf(one) === "equivalent");
  const rows = counted(equivalent.map((one) => `${operatorOf(one)} | ${one.because}`));
  return ["| operator | reason | mutants |", "|---|---|---:|", ...rows.map(([row, count]) => `| ${row} | ${count} |`)];
}

function questions(all: readonly Settled[]): string[] {
  const asked = all.filter(({ outcome }) => outcome === "open").flatMap(({ questions: ids }) => ids.slice(0, 1));
  const rows = counted(asked).slice(0, 20);
  return ["| question | mutants |", "|---|---:|", ...rows.map(([id, count]) => `| \`${id}\` | ${count} |`)];
}

function named(all: readonly Settled[], column: keyof Tally): string[] {
  const left = all.filter((one) => columnOf(one) === column);
  if (left.length === 0) return ["None."];
  const byThing = new Map<string, string[]>();
  for (const one of left) {
    const [operator = "", endpoint = "", ...thing] = one.id.split(":");
    const key = `**${operator}**: \`${thing.join(":")}\``;
    byThing.set(key, [...(byThing.get(key) ?? []), endpoint]);
  }
  const endpoints = (names: readonly string[]) => (names.length > 8 ? `${names.length} endpoints` : names.join(", "));
  return [...byThing].map(([thing, names]) => `- ${thing} of ${endpoints(names)}`);
}
