import { portableCryptography, verifySignature } from "../api/cryptography.ts";
import { endpointRow } from "../api/endpoints.ts";
import * as signature from "../api/signature.ts";
import type { ActivateBundleOfflineResponse, ActivateOfflineResponse, CheckedLicense } from "../generated/types.ts";
import { type CheckedAnswer, finding } from "./check.ts";
import type { Finding } from "./finding.ts";

/** Whether the `LicenseSignature` header fits the bytes of the body. Without a public key it is only looked for. */
export async function checkHeaderSignature(checked: CheckedAnswer): Promise<Finding[]> {
  const { answer, target } = checked;
  const name = signature.signatureHeader;
  const found = answer.headers[name.toLowerCase()];
  const written = "documented: response signature v2";
  if (found === undefined) return [finding(checked, "signature", "no signature", `a ${name} header`, written)];
  if (target.publicKey === undefined || (await verifySignature(target.publicKey, answer.text, found))) return [];
  return [
    finding(checked, "signature", `a ${name} header that does not fit the body`, "one that fits its bytes", written),
  ];
}

/** Whether the signatures inside a success fit what they cover. */
export async function checkEmbedded(checked: CheckedAnswer): Promise<Finding[]> {
  const { request, answer } = checked;
  const { embeds } = endpointRow(request.endpoint);
  if (embeds === "offline-bundle") {
    const { licenses, bundle_signature_v2 } = answer.body as ActivateBundleOfflineResponse;
    const each = await Promise.all(licenses.map((license) => checkOffline(checked, license)));
    return [
      ...each.flat(),
      ...(await fits(checked, "bundle_signature_v2", JSON.stringify(licenses), bundle_signature_v2)),
    ];
  }
  if (embeds === "offline") {
    const license = answer.body as ActivateOfflineResponse;
    const text = signature.offlineLicenseText(license);
    return [
      ...(await checkOffline(checked, license)),
      ...(await fits(checked, "license_signature_v2", text, license.license_signature_v2)),
    ];
  }
  const licenses = (Array.isArray(answer.body) ? answer.body : [answer.body]) as CheckedLicense[];
  return (await Promise.all(licenses.map((license) => checkLicenseSignature(checked, license)))).flat();
}

type Signed = Pick<CheckedLicense, "validity_period" | "license_key" | "user" | "license_signature">;

function checkLicenseSignature(checked: CheckedAnswer, license: Signed): Promise<Finding[]> {
  const { input } = checked.request;
  const text = signature.licenseSignatureText({
    hardware_id: String(input.hardware_id),
    id: signature.signatureId(input as signature.SignatureClaims, license),
    validity_period: license.validity_period,
  });
  return fits(checked, "license_signature", text, license.license_signature);
}

/** `license_signature` by the public key, and `offline_signature` by the shared key where that is known. */
async function checkOffline(checked: CheckedAnswer, license: Signed & { date: string; offline_signature: string }) {
  const { credentials } = checked.target;
  if (credentials === undefined || !("apiKey" in credentials)) return checkLicenseSignature(checked, license);
  const { apiKey, sharedKey } = credentials;
  const claims = { api_key: apiKey, ...checked.request.input } as unknown as signature.OfflineClaims;
  const text = signature.offlineText({ ...claims, date: license.date });
  const isRight = portableCryptography.hmac(sharedKey, text) === license.offline_signature;
  const wrong = isRight ? [] : [misfit(checked, "offline_signature", text)];
  return [...(await checkLicenseSignature(checked, license)), ...wrong];
}

async function fits(checked: CheckedAnswer, name: string, text: string, found: string): Promise<Finding[]> {
  const { publicKey } = checked.target;
  return publicKey === undefined || (await verifySignature(publicKey, text, found))
    ? []
    : [misfit(checked, name, text)];
}

function misfit(checked: CheckedAnswer, name: string, text: string): Finding {
  const covered = JSON.stringify(text.slice(0, 200));
  return finding(
    checked,
    "embedded-signature",
    `${name} does not fit`,
    `one that fits ${covered}`,
    "documented: response signature",
  );
}
