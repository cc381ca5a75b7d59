import type { Signer } from "../api/cryptography.ts";
import type { EndpointRow } from "../api/endpoints.ts";
import { licenseSignatureText, offlineLicenseText, type SignatureClaims, signatureId } from "../api/signature.ts";
import type { ActivateBundleOfflineResponse, ActivateOfflineResponse, CheckedLicense } from "../generated/types.ts";
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
type Signed = Pick<CheckedLicense, "validity_period" | "license_key" | "user"> & { license_signature: string };

/** Which end of a license its signature covers: the one that it shows, but for faults. */
type SignedEnd = (validity: string | null) => string | null;
const asShown: SignedEnd = (validity) => validity;

/** Puts the signatures into an answer that its row asks for, in place of the placeholders. */
export async function embedSignatures(
  { embeds }: EndpointRow,
  claims: object,
  output: unknown,
  sign: (text: string) => string | Promise<string>,
  signedEnd: SignedEnd = asShown,
): Promise<void> {
  if (embeds === undefined) return;
  if (!isSignable(output)) return;
  const input: SignatureClaims & { readonly hardware_id?: string } = claims;
  if (embeds === "offline-bundle") {
    const bundle = output as ActivateBundleOfflineResponse;
    for (const license of bundle.licenses ?? [])
      if (isSignable(license)) await signLicense(license, input, sign, signedEnd);
    bundle.bundle_signature_v2 = await sign(JSON.stringify(bundle.licenses));
    return;
  }
  for (const license of (Array.isArray(output) ? output : [output]) as Signed[])
    if (isSignable(license)) await signLicense(license, input, sign, signedEnd);
  if (embeds === "offline") {
    const license = output as ActivateOfflineResponse;
    license.license_signature_v2 = await sign(offlineLicenseText(license));
  }
}

/** An answer that was tweaked against its schema may be anything. */
function isSignable(license: unknown): boolean {
  return typeof license === "object" && license !== null;
}

async function signLicense(
  license: Signed,
  input: SignatureClaims & { readonly hardware_id?: string },
  sign: (text: string) => string | Promise<string>,
  signedEnd: SignedEnd,
): Promise<void> {
  const validity_period = signedEnd(license.validity_period);
  const facts = { hardware_id: input.hardware_id ?? "", id: signatureId(input, license), validity_period };
  license.license_signature = await sign(licenseSignatureText(facts));
}
