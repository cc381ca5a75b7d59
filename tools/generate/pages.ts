import { commonErrors, endpointNames, endpointRow, errorCodesOf } from "../../src/api/endpoints.ts";
import { type ErrorCode, errors } from "../../src/api/errors.ts";
import { policies } from "../../src/api/policies.ts";
import type { ContractCase } from "../../src/contract/case.ts";
import { type FaultKind, faultKinds } from "../../src/mock/faults/kinds.ts";
import { faultReach } from "../../src/mock/faults/reach.ts";
import { documentedPartsTable } from "./documented-parts.ts";
import { edgeTables } from "./edges.ts";
import { schemas } from "./schema-files.ts";
import { wrongVerifierTables } from "./wrong-verifiers.ts";

/** The generated parts of each page, by their names. */
const parts: Readonly<Record<string, Record<string, (cases: readonly ContractCase[]) => string>>> = {
  "README.md": { policies: policyTable, faults: faultTable },
  "docs/answers.md": { parts: documentedPartsTable, outcomes },
  "docs/edges.md": { edges: edgeTables },
  "docs/vectors.md": { "wrong verifiers": wrongVerifierTables },
};

/** The pages that have generated parts. */
export const pages: readonly string[] = Object.keys(parts);

/** A page with its generated parts made anew, each between its two marks. */
export function generatePage(page: string, text: string, cases: readonly ContractCase[]): string {
  return Object.entries(parts[page] ?? {}).reduce(
    (whole, [name, make]) => replacePart(page, whole, name, make(cases)),
    text,
  );
}

function replacePart(page: string, text: string, name: string, content: string): string {
  const start = `<!-- generated: ${name} -->`;
  const from = text.indexOf(start);
  const to = text.indexOf("<!-- end -->", from);
  if (from < 0 || to < 0) throw new Error(`${page}: the marks ${start} and <!-- end --> are missing`);
  return `${text.slice(0, from + start.length)}\n${content}\n${text.slice(to)}`;
}

function outcomes(cases: readonly ContractCase[]): string {
  const shared: readonly ErrorCode[] = commonErrors;
  const sections = endpointNames.map((name) => {
    const { method, path, source } = endpointRow(name);
    const own = errorCodesOf(name).filter((code) => !shared.includes(code));
    const rows = ["ok", ...own].map((outcome) =>
      row(
        outcome,
        cases.filter(({ endpoint }) => endpoint === name),
      ),
    );
    return details(`<code>${method} ${path}</code>: ${rows.length} outcomes`, `Source: ${source}.`, rows);
  });
  const rows = shared.map((code) =>
    row(
      code,
      cases.filter(({ endpoint }) => endpoint === sharedExample(code)),
    ),
  );
  const note =
    "Shown on one endpoint; the rest behave alike. `read_only_api_key` and `invalid_json` concern POST only, what is said of products and keys only endpoints that take them.";
  return [
    ...sections,
    details("What all endpoints share: authorization, body, product, identification", note, rows),
  ].join("\n\n");
}

function details(summary: string, note: string, rows: readonly string[]): string {
  return ["<details>", `<summary>${summary}</summary>`, "", note, "", head, ...rows, "", "</details>"].join("\n");
}

const head =
  "| outcome | status | role | how | evidence (of the refusal, its code, its status) |\n|---|---|---|---|---|";

function row(outcome: string, cases: readonly ContractCase[]): string {
  const own = cases.filter((contractCase) => contractCase.outcome === outcome);
  const first = own.find(({ steps }) => steps.length === 1) ?? own[0];
  if (!first) return otherwiseRow(outcome, cases);
  const status = outcome === "ok" ? 200 : errors[outcome as ErrorCode].status;
  const roles = first.needs.map((name) => `\`${name}\``).join(", ");
  const claims = first.steps[first.steps.length - 1]?.expect.evidence;
  const kinds = claims ? [claims.outcome, ...(outcome === "ok" ? [] : [claims.code, claims.status])] : [];
  const evidence = kinds.map((one) => one.split(":", 1)[0]);
  const shown = new Set(evidence).size === 1 ? evidence[0] : evidence.join(", ");
  return `| \`${outcome}\` | ${status} | ${roles} | ${first.about}${policyNote(first.policy)} | ${shown} |`;
}

/** An outcome that comes under a policy only, in a case that ends otherwise without it. */
function otherwiseRow(outcome: string, cases: readonly ContractCase[]): string {
  for (const { steps, needs, about } of cases) {
    const end = steps.flatMap(({ expect }) => expect.otherwise ?? []).find(({ code }) => code === outcome);
    if (!end) continue;
    const roles = needs.map((name) => `\`${name}\``).join(", ");
    const { status } = errors[outcome as ErrorCode];
    return `| \`${outcome}\` | ${status} | ${roles} | not so: ${about}${policyNote(end.policy)} | assumed |`;
  }
  throw new Error(`${outcome} has no contract case`);
}

function policyNote(policy: ContractCase["policy"] = {}): string {
  return Object.entries(policy)
    .map(([name, value]) => ` (policy \`${name}=${value}\`)`)
    .join("");
}

function sharedExample(code: ErrorCode) {
  return endpointNames.find((name) => errorCodesOf(name).includes(code));
}

function policyTable(): string {
  const rows = Object.entries(policies).map(([name, { values, about }]) => {
    const shown = values.map((value, at) => (at === 0 ? `**${value}**` : `${value}`)).join(" · ");
    return `| \`${name}\` | ${shown} | ${about} |`;
  });
  return ["| policy | values (default first) | what it decides |", "|---|---|---|", ...rows].join("\n");
}

/** The kinds of faults, as their schema describes them, with what each way in can do of them. */
function faultTable(): string {
  const rows = (Object.keys(faultKinds) as FaultKind[]).map((kind) => {
    const { description, properties } = faultSchema(kind);
    const fields = Object.keys(properties ?? {}).filter((name) => name !== "happens");
    const name = [`\`${kind}\``, ...fields.map((field) => `\`${field}\``)].join(" ");
    return `| ${name} | ${description} | ${faultKinds[kind].callHappens ? "yes" : "no"} | ${limitsOf(kind)} |`;
  });
  const head = "| kind and its fields | what the client sees | the call happens | limits |\n|---|---|---|---|";
  return ["<details>", "<summary>All kinds of faults</summary>", "", head, ...rows, "", "</details>"].join("\n");
}

interface KindSchema {
  readonly description: string;
  readonly properties?: object;
}

function faultSchema(kind: FaultKind): KindSchema {
  const { allOf = [] } = schemas["fault.json"] as { allOf?: readonly { if?: unknown; then?: KindSchema }[] };
  const found = allOf.find((part) => JSON.stringify(part.if ?? {}).includes(`"const":"${kind}"`));
  if (!found?.then) throw new Error(`schemas/control/fault.json does not describe ${kind}`);
  return found.then;
}

function limitsOf(kind: FaultKind): string {
  const ways = { fetch: "`mock.fetch`", msw: "msw", http: "HTTP" } as const;
  const limits = (Object.keys(ways) as (keyof typeof ways)[]).flatMap((way) => {
    const reach = faultReach[kind][way];
    return reach === "full" ? [] : [`${ways[way]}: ${reach.replace("approximate: ", "")}`];
  });
  return limits.join("; ");
}
