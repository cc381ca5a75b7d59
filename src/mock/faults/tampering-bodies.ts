import { type EndpointRow, endpointRow } from "../../api/endpoints.ts";
import { signatureHeader } from "../../api/signature.ts";
import { signed } from "../answers.ts";
import { json } from "../content-types.ts";
import type { ApiResponse } from "../request.ts";
import { blankSignatures, embedSignatures } from "../signing.ts";
import { untouched, type Workshop } from "./workshop.ts";

/** Stands where the additional member will have its value: too large or too deep for what writes JSON. */
const marker = "\u0000padding";

/** The answer with a member `padding`, of a list in its first item, under signatures that fit. */
export async function padded(answer: ApiResponse, value: string, workshop: Workshop): Promise<ApiResponse> {
  const output = outputOf(answer);
  const holder = Array.isArray(output) ? output[0] : output;
  if (!isObject(holder)) return untouched(answer, workshop, "the answer has no members");
  const fill = (text: string) => text.replace(JSON.stringify(marker), () => value);
  holder.padding = marker;
  await renewAround(answer, output, workshop, fill);
  return rewritten(answer, fill(JSON.stringify(output)), workshop);
}

/** The same JSON in letters that a client does not expect, under signatures that fit. */
export async function respelled(answer: ApiResponse, _fault: unknown, workshop: Workshop): Promise<ApiResponse> {
  const output = outputOf(answer);
  if (output === undefined) return untouched(answer, workshop, "the answer is no JSON");
  const turned = reversed(output);
  await renewAround(answer, turned, workshop);
  return rewritten(answer, `${spelt(turned)}\n`, workshop);
}

function outputOf({ headers, body }: ApiResponse): unknown {
  return headers["content-type"] === json["content-type"] ? JSON.parse(body) : undefined;
}

/** An answer that is not signed stays so. */
function rewritten(answer: ApiResponse, body: string, { state }: Workshop): ApiResponse | Promise<ApiResponse> {
  const whole = { ...answer, body };
  return answer.headers[signatureHeader] === undefined ? whole : signed(whole, state);
}

/**
 * Signs anew what an offline answer has inside over other members, as these are others now, or in another order. One that
 * a tweak has set fits nothing, and stays.
 */
async function renewAround(
  { body }: ApiResponse,
  output: unknown,
  { call, state }: Workshop,
  fill = (text: string) => text,
): Promise<void> {
  if (call.error !== undefined || call.endpoint === undefined) return;
  const row: EndpointRow = endpointRow(call.endpoint);
  if (row.embeds === undefined || row.embeds === "v1") return;
  const again: unknown = JSON.parse(body);
  blankSignatures(row, again, "around");
  await embedSignatures(row, call.input ?? {}, again, state.signInside);
  if (JSON.stringify(again) !== body) return;
  blankSignatures(row, output, "around");
  await embedSignatures(row, call.input ?? {}, output, (text) => state.signInside(fill(text)));
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, one]) => [name, reversed(one)]),
  );
}

function spelt(value: unknown, margin = "\n"): string {
  const inner = `${margin}\t`;
  const within = (parts: readonly string[]) => parts.map((part) => inner + part).join(" ,") + margin;
  if (typeof value === "string") return speltText(value);
  if (Array.isArray(value)) return `[${within(value.map((one) => spelt(one, inner)))}]`;
  if (!isObject(value)) return JSON.stringify(value);
  return `{${within(Object.entries(value).map(([name, one]) => `${speltText(name)} : ${spelt(one, inner)}`))}}`;
}

/** The first letter and those beyond ASCII as numbers, slashes escaped. */
function speltText(text: string): string {
  return JSON.stringify(text)
    .replaceAll("/", "\\/")
    .replace(/(?<=^")[a-z0-9]|[^\x20-\x7e]/gi, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
