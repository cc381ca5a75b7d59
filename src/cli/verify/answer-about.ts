import type { EndpointName } from "../../api/endpoints.ts";
import type { AnswerVectors } from "../../generated/types.ts";
import { mismatch, type SignatureVerdict } from "./signature-verdict.ts";

/** An answer with the call that it answers. */
export type CalledAnswer = Pick<AnswerVectors["vectors"][number], "call" | "status" | "headers" | "body">;

const words: Readonly<Partial<Record<EndpointName, string>>> = {
  "deactivate-license": "license_deactivated",
  "deactivate-bundle": "license_deactivated",
  "deactivate-offline": "license_deactivated",
  "deactivate-bundle-offline": "license_deactivated",
  "change-password": "password_changed",
  "floating-release": "",
  "floating-feature-release": "",
};

type Members = Readonly<Record<string, unknown>>;

/** The members that an answer repeats of its call, as `fields` name them. No signature covers the question. */
const repeated: readonly { readonly field: string; readonly of: string; read(answer: Members): unknown }[] = [
  { field: "license_key", of: "the license key", read: ({ license_key }) => license_key },
  { field: "license_id", of: "the license", read: ({ license_id, id }) => license_id ?? id },
  { field: "feature", of: "the feature", read: ({ code }) => code },
];

/** Judges whether a signed answer is one, and about what was asked: what does not fit, or nothing. */
export function judgeSubject({ call, body }: CalledAnswer): SignatureVerdict[] {
  const word = wordOf(call);
  if (word !== undefined) return body === word ? [] : [mismatch(`expected the word ${JSON.stringify(word)}`)];
  return objectsIn(body).flatMap((answer) => [
    ...(isError(answer) ? [mismatch("it is an error, under a status that says otherwise")] : []),
    ...repeated.filter(({ field, read }) => isOther(call.fields[field], read(answer))).map(({ of }) => otherThan(of)),
    ...(isOther(call.fields.product, productOf(answer, call.endpoint)) ? [otherThan("the product")] : []),
  ]);
}

/** The whole answer of an endpoint that gives a word, or an empty body; undefined of all others. */
export function wordOf({ endpoint }: Pick<CalledAnswer["call"], "endpoint">): string | undefined {
  return words[endpoint as EndpointName];
}

/** The object that a body is, or those in its list. */
export function objectsIn(body: string): Record<string, unknown>[] {
  try {
    return [JSON.parse(body)].flat().filter((value) => typeof value === "object" && value !== null);
  } catch {
    return [];
  }
}

/** The licenses of a bundle are of its products, not of the one that was asked for. */
function productOf({ product_details }: Members, endpoint: string): unknown {
  return endpoint.includes("bundle") ? undefined : (product_details as Members | undefined)?.short_code;
}

function isError({ status, code }: Members): boolean {
  return typeof status === "number" && typeof code === "string";
}

function isOther(asked: unknown, answered: unknown): boolean {
  return (
    asked !== undefined && answered !== undefined && String(asked).toLowerCase() !== String(answered).toLowerCase()
  );
}

function otherThan(what: string): SignatureVerdict {
  return mismatch(`${what} is another one than was asked about`);
}
