import type { Signer } from "../api/cryptography.ts";
import type { EndpointRow } from "../api/endpoints.ts";
import { licenseSignatureText, offlineLicenseText, type SignatureClaims, signatureId } from "../api/signature.ts";
import type { ActivateBundleOfflineResponse, CheckedLicense } from "../generated/types.ts";
import { signaturePlaceholder } from "./behaviour.ts";
import type { BoundedMap } from "./caches/bounded-map.ts";

/** A signer that remembers: the same text has the same signature, and an RSA signature costs more than all else. */
export function rememberingSigner(
  sign: Signer,
  signatures: BoundedMap<string>,
): (text: string) => string | Promise<string> {
  return (text) =>
    signatures.get(text) ??
    sign(text).then((signature) => {
      signatures.set(text, signature);
      return signature;
    });
}

/** Parts of a license that its v1 signature covers or stands in. */
export type SignedLicense = Pick<CheckedLicense, "validity_period" | "license_key" | "user"> & {
  license_signature: string;
};

/** Which end of a license its signature covers: the one that it shows, but for faults. */
type SignedEnd = (validity: string | null) => string | null;
const asShown: SignedEnd = (validity) => validity;

/**
 * Puts the signatures into an answer that its row asks for, in place of the placeholders. What a tweak put in place of one
 * stays: to sign over it would lose what somebody asked for.
 */
export async function embedSignatures(
  row: EndpointRow,
  claims: object,
  output: unknown,
  sign: (text: string) => string | Promise<string>,
  signedEnd: SignedEnd = asShown,
): Promise<void> {
  const input: SignatureClaims & { readonly hardware_id?: string } = claims;
  for (const license of signedLicensesIn(row, output)) {
    if (license.license_signature !== signaturePlaceholder) continue;
    const facts = {
      hardware_id: input.hardware_id ?? "",
      id: signatureId(input, license),
      validity_period: signedEnd(license.validity_period),
    };
    license.license_signature = await sign(licenseSignatureText(facts));
  }
  const around = signatureAround(row, output);
  if (around && around.answer[around.name] === signaturePlaceholder)
    around.answer[around.name] = await sign(around.text());
}

/** Puts the placeholders back: in place of all signatures inside an answer, or only of the one `around` the others. */
export function blankSignatures(row: EndpointRow, output: unknown, which: "all" | "around" = "all"): void {
  const blank = (holder: object, name: string) => {
    if (Object.hasOwn(holder, name)) Object.assign(holder, { [name]: signaturePlaceholder });
  };
  if (which === "all") for (const license of signedLicensesIn(row, output)) blank(license, "license_signature");
  const around = signatureAround(row, output);
  if (around) blank(around.answer, around.name);
}

/** The licenses in an answer that its row has signed. An answer that was tweaked against its schema may be anything. */
export function signedLicensesIn({ embeds }: EndpointRow, output: unknown): SignedLicense[] {
  if (embeds === undefined || !isSignable(output)) return [];
  const held = embeds === "offline-bundle" ? (output as ActivateBundleOfflineResponse).licenses : output;
  return (Array.isArray(held) ? held : [held]).filter(isSignable) as SignedLicense[];
}

/** Where an offline answer has its v2 signature inside, and the text that it covers. */
function signatureAround({ embeds }: EndpointRow, output: unknown): SignatureAround | undefined {
  if (!isSignable(output)) return undefined;
  const answer = output as Record<string, unknown>;
  if (embeds === "offline") {
    return { answer, name: "license_signature_v2", text: () => offlineLicenseText(answer) };
  }
  if (embeds !== "offline-bundle") return undefined;
  return { answer, name: "bundle_signature_v2", text: () => JSON.stringify(answer.licenses ?? []) };
}

interface SignatureAround {
  readonly answer: Record<string, unknown>;
  readonly name: string;
  readonly text: () => string;
}

function isSignable(license: unknown): boolean {
  return typeof license === "object" && license !== null;
}
