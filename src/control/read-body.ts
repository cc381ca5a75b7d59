import { type Finding, type SchemaName, validate } from "../api/validate.ts";
import { controlFields } from "../generated/fields.ts";
import { suggestion } from "../mock/editor/judge-row.ts";
import { foundAt } from "../mock/found-at.ts";
import { type ControlCall, type Route, refusal } from "./route.ts";

/** Deeper than this no body makes sense, and what is written without end by recursion breaks. */
const deepest = 100;

/** The body that a route takes, checked. @throws a refusal that names the place, what was found and what was expected */
export function readBody(text: string, { takes, mayBeEmpty }: Route): ControlCall["body"] {
  if (takes === undefined || (mayBeEmpty && text.trim() === "")) return {};
  const body = parse(text);
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    throw refusal(400, `body: found ${foundAt(body, "")}, expected a JSON object`);
  }
  if (isDeeper(body, deepest)) throw refusal(400, `body: found more than ${deepest} levels, expected fewer`);
  const fields = controlFields[takes];
  const [first] = fields ? validate(takes as SchemaName, body) : [];
  if (first) throw refusal(400, complaint(first, body, fields as readonly string[]));
  return body as ControlCall["body"];
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const found = text.trim() === "" ? "nothing" : `no JSON (${(error as Error).message.slice(0, 120)})`;
    throw refusal(400, `body: found ${found}, expected a JSON object`);
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== "object" || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

function complaint({ kind, path, message }: Finding, body: object, fields: readonly string[]): string {
  if (kind === "undocumented") return `body${path}: is no field${suggestion(path.split("/").at(-1) ?? "", fields)}`;
  return `body${path}: ${message}, found ${foundAt(body, path)}`;
}
