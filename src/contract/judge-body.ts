import { endpointRow } from "../api/endpoints.ts";
import type { Evidence } from "../api/evidence.ts";
import { findingsWithEvidence, layersOf } from "../api/schema-evidence.ts";
import { type SchemaName, validate } from "../api/validate.ts";
import type { Answer } from "./case.ts";
import { brokenClaim, type Expected, heldClaim, type JudgedClaim } from "./claim.ts";
import type { JudgedAnswer } from "./judged-answer.ts";
import { isSuccess, shown } from "./read-answer.ts";

/** What the body holds and how it is written: a success by its endpoint's schema, anything else as an error. */
export function judgeBody({ request, answer }: JudgedAnswer): JudgedClaim[] {
  const schema: SchemaName = isSuccess(answer) ? `${request.endpoint}.response` : "error";
  if (isOfWords(schema)) return wordClaims(schema, answer);
  const source: Evidence = isSuccess(answer) ? endpointRow(request.endpoint).source : "documented: error responses";
  const json: Expected = { kind: "body", evidence: source, expected: "JSON" };
  if (typeof answer.body === "string") return [brokenClaim(json, `a body that is no JSON: ${shown(answer.text)}`)];
  return [
    heldClaim(json),
    ...typeClaim(answer, "application/json"),
    ...schemaClaims(schema, answer.body),
    ...(isSuccess(answer) ? [compactClaim(answer)] : statusInBody(answer)),
  ];
}

/** Bare words, or nothing: a schema that gives the only text that is allowed. */
function wordClaims(schema: SchemaName, answer: Answer): JudgedClaim[] {
  const unquoted = unquotedText(answer.text);
  const bare: Expected = {
    ...{ kind: "form", evidence: "assumed", expected: "bare words without quotes" },
    question: "form/quoted-words",
  };
  return [
    ...(answer.text === "" ? [] : typeClaim(answer, "text/plain")),
    unquoted === undefined ? heldClaim(bare) : brokenClaim(bare, "words in quotes"),
    ...schemaClaims(schema, unquoted ?? answer.body),
  ];
}

function unquotedText(text: string): string | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? value : undefined;
  } catch {
    return undefined;
  }
}

const wordSchemas = new Map<SchemaName, boolean>();

/** Whether a schema is one of bare words. */
function isOfWords(schema: SchemaName): boolean {
  let known = wordSchemas.get(schema);
  if (known === undefined) {
    known = validate(schema, null).some(({ kind, path }) => kind === "value" && path === "");
    wordSchemas.set(schema, known);
  }
  return known;
}

/** What a body's schema says of it, keyword by keyword. */
export function schemaClaims(schema: SchemaName, body: unknown): JudgedClaim[] {
  const broke = findingsWithEvidence(schema, body).map(({ kind, path, message, place, evidence, contradicted }) => {
    const where = path || "the body";
    if (kind === "undocumented" && contradicted === undefined) {
      const expected = "no member that nobody has documented";
      return brokenClaim(
        { kind: "body", evidence: "observed: no source has it", expected },
        `${where} is not documented`,
      );
    }
    const claim: Expected = {
      ...{ kind: "body", evidence, expected: `what ${fileOf(place)} says` },
      question: `body/${place.replace("#/", "#")}`,
    };
    if (contradicted === undefined) return brokenClaim(claim, `${where} ${message}`, message);
    return {
      ...heldClaim(claim),
      form: `${where.replace(/\/\d+/g, "/*")} ${message} (${evidence}), as ${contradicted}`,
    };
  });
  const left = layersOf(schema).filter((evidence) => !broke.some((claim) => claim.evidence === evidence));
  return [
    ...left.map((evidence) => heldClaim({ kind: "body", evidence, expected: `what ${schema}.json says` })),
    ...broke,
  ];
}

function fileOf(place: string): string {
  return place.split("#", 1)[0] as string;
}

/** Names of media types know no case, and whatever follows one is a parameter. No page says what answers have. */
function typeClaim({ headers }: Answer, type: string): JudgedClaim[] {
  const found = headers["content-type"] ?? "no content type";
  const isRight = found.split(";", 1)[0]?.trim().toLowerCase() === type;
  const isJson = type === "application/json";
  const expected: Expected = {
    ...{ kind: "form", evidence: isJson ? "observed: all sample answers" : "assumed", expected: type },
    question: "form/content-type-of-words",
  };
  return [isRight ? heldClaim(expected) : brokenClaim(expected, found, found.split(";", 1)[0])];
}

/** Clients verify the signature over the JSON that they write anew, which must be the same text. */
function compactClaim({ text, body }: Answer): JudgedClaim {
  const evidence: Evidence = "observed: clients verify JSON.stringify of what they parsed";
  const expected: Expected = { kind: "form", evidence, expected: "the text that JSON.stringify would write" };
  return JSON.stringify(body) === text
    ? heldClaim(expected)
    : brokenClaim(expected, "another spelling of the same JSON");
}

function statusInBody({ status, body }: Answer): JudgedClaim[] {
  const { status: found } = (body ?? {}) as { status?: unknown };
  if (typeof found !== "number") return [];
  const evidence: Evidence = "observed: sample errors, which clients pass on as they are";
  const expected: Expected = { kind: "body", evidence, expected: `the status ${status} in the body, as HTTP says` };
  return [found === status ? heldClaim(expected) : brokenClaim(expected, `the body says status ${found}`)];
}
