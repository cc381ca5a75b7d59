import type { Cryptography, Signer } from "../api/cryptography.ts";
import type { EndpointRow } from "../api/endpoints.ts";
import { licenseSignatureText, offlineLicenseText, type SignatureClaims, signatureId } from "../api/signature.ts";
import type { ActivateBundleOfflineResponse, ActivateOfflineResponse, CheckedLicense } from "../generated/types.ts";
import { createBoundedMap } from "./bounded-map.ts";

/** How many results are remembered. A usual text and its signature take about 5 KB. */
const remembered = 4_096;

/** A signer that remembers: the same text has the same signature, and an RSA signature costs more than all else. */
export function rememberingSigner(sign: Signer): (text: string) => string | Promise<string> {
  const signatures = createBoundedMap<string>(remembered);
  return (text) =>
    signatures.get(text) ??
    sign(text).then((signature) => {
      signatures.set(text, signature);
      return signature;
    });
}

/** An HMAC that remembers: clients sign nothing but the date, so all calls within a second carry the same one. */
export function rememberingHmac({ hmac }: Cryptography): Cryptography["hmac"] {
  const results = createBoundedMap<string>(remembered);
  return (key, text) => {
    const question = `${key}\n${text}`;
    const known = results.get(question);
    if (known !== undefined) return known;
    const result = hmac(key, text);
    results.set(question, result);
    return result;
  };
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
