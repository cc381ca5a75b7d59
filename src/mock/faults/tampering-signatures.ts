import { fromBase64, toBase64 } from "../../api/base64.ts";
import { type EndpointRow, endpointRow } from "../../api/endpoints.ts";
import { signatureHeader } from "../../api/signature.ts";
import { signed } from "../answers.ts";
import { json } from "../content-types.ts";
import type { ApiResponse } from "../request.ts";
import { blankSignatures, embedSignatures, type SignedLicense, signedLicensesIn } from "../signing.ts";
import type { OtherWay } from "../space/other-signer.ts";
import { type TamperAny, untouched, type Workshop, withHeader } from "./workshop.ts";

/** A header in which the right bytes are signed in another way. */
export function signedOtherwise(way: OtherWay): TamperAny {
  return async (answer, _fault, { state }) =>
    withHeader(answer, signatureHeader, await state.signOtherwise(way, answer.body));
}

/** As if the licenses were extended after they were signed: each shows its end, and is signed over an earlier one. */
export function signLicensesAsBefore(answer: ApiResponse, _fault: unknown, workshop: Workshop) {
  return changedInside(answer, workshop, (output, row, claims) => {
    blankSignatures(row, output);
    return embedSignatures(row, claims, output, workshop.state.sign, yearBefore);
  });
}

function yearBefore(validity: string | null): string {
  const end = validity === null ? Number.NaN : Date.parse(validity);
  return Number.isNaN(end) ? "2000-01-01T00:00:00.000Z" : new Date(end - 365 * 86_400_000).toISOString();
}

/** All signatures by the next key. An answer that is not signed stays so. */
export async function signByNextKey(answer: ApiResponse, _fault: unknown, workshop: Workshop): Promise<ApiResponse> {
  const sign = (text: string) => workshop.state.signOtherwise("next-key", text);
  const inside = hasLicenses(answer, workshop)
    ? await changedInside(answer, workshop, (output, row, claims) => {
        blankSignatures(row, output);
        return embedSignatures(row, claims, output, sign);
      })
    : answer;
  if (inside.headers[signatureHeader] === undefined) return inside;
  return withHeader(inside, signatureHeader, await sign(inside.body));
}

/** One byte in the middle of each signature is another. */
export function damageLicenseSignatures(answer: ApiResponse, _fault: unknown, workshop: Workshop) {
  return changeLicenses(answer, workshop, (license) => {
    const bytes = fromBase64(license.license_signature);
    if (bytes === undefined) return;
    const middle = bytes.length >> 1;
    bytes[middle] = (bytes[middle] ?? 0) ^ 1;
    license.license_signature = toBase64(bytes);
  });
}

/** The licenses have no signature. */
export function dropLicenseSignatures(answer: ApiResponse, _fault: unknown, workshop: Workshop) {
  return changeLicenses(answer, workshop, (license) => {
    delete (license as Partial<SignedLicense>).license_signature;
  });
}

/** Changes the licenses of an answer, and signs again what covers their signatures. */
function changeLicenses(answer: ApiResponse, workshop: Workshop, change: (license: SignedLicense) => void) {
  return changedInside(answer, workshop, (output, row, claims) => {
    for (const license of signedLicensesIn(row, output)) change(license);
    if (row.embeds === "offline-bundle") blankSignatures(row, output, "around");
    return embedSignatures(row, claims, output, workshop.state.signInside);
  });
}

type ChangeInside = (output: unknown, row: EndpointRow, claims: object) => void | Promise<void>;

async function changedInside(answer: ApiResponse, workshop: Workshop, change: ChangeInside): Promise<ApiResponse> {
  const { call, state } = workshop;
  if (!hasLicenses(answer, workshop)) return untouched(answer, workshop, "the answer holds no license");
  const output: unknown = JSON.parse(answer.body);
  await change(output, endpointRow(call.endpoint as never), call.input ?? {});
  return signed({ ...answer, body: JSON.stringify(output) }, state);
}

/** A refusal holds none. */
function hasLicenses({ headers }: ApiResponse, { call }: Workshop): boolean {
  const { endpoint, error } = call;
  if (error !== undefined || endpoint === undefined || headers["content-type"] !== json["content-type"]) return false;
  return endpointRow(endpoint).embeds !== undefined;
}
