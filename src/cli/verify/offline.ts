import type { KeyObject } from "node:crypto";
import { portableCryptography } from "../../api/cryptography.ts";
import { readOfflineBody } from "../../api/offline-body.ts";
import { type OfflineClaims, offlineLicenseText, offlineText } from "../../api/signature.ts";
import { verifyLicense } from "./license.ts";
import { verifyRsa } from "./rsa.ts";
import { type SignatureVerdict, shownText } from "./signature-verdict.ts";

/** Verifies the signature inside an offline request, flat or wrapped. */
export function verifyOfflineRequest(body: string, sharedKey: string): SignatureVerdict {
  const { payload, wrapped } = readOfflineBody(body);
  const claims = payload as unknown as OfflineClaims;
  return verifyHmac(wrapped?.text ?? offlineText(claims), wrapped?.signature ?? claims.signature ?? "", sharedKey);
}

/** Verifies every signature in an offline answer: of a license, or of a bundle. */
export function verifyOfflineAnswer(
  body: string,
  publicKey: KeyObject,
  sharedKey: string,
  apiKey: string,
): SignatureVerdict {
  // biome-ignore lint/suspicious/noExplicitAny: a file that anybody may have made; what it lacks fits no signature
  const answer = JSON.parse(body) as any;
  const licenses = answer.licenses ?? [answer];
  const text = answer.licenses ? JSON.stringify(answer.licenses) : offlineLicenseText(answer);
  const whole = String(answer.bundle_signature_v2 ?? answer.license_signature_v2 ?? "");
  const verdicts = [verifyRsa({ publicKey, signed: Buffer.from(text), signature: whole, candidates: [] })];
  for (const license of licenses) {
    const { hardware_id, license_key, username, validity_period, license_signature, offline_signature } = license;
    const facts = { hardware_id, id: username ?? license_key, validity_period };
    verdicts.push(verifyLicense(publicKey, facts, String(license_signature ?? "")));
    verdicts.push(verifyHmac(offlineText({ ...license, api_key: apiKey }), String(offline_signature ?? ""), sharedKey));
  }
  return verdicts.find(({ isGood }) => !isGood) ?? { isGood: true, steps: [`${verdicts.length} signatures fit`] };
}

function verifyHmac(text: string, signature: string, sharedKey: string): SignatureVerdict {
  const expected = portableCryptography.hmac(sharedKey, text);
  const steps = [`signed here:${shownText(text)}`, `which gives  ${expected}`, `found is     ${signature}`];
  if (signature === expected) return { isGood: true, steps: steps.slice(0, 2) };
  const isHex = Buffer.from(expected, "base64").toString("hex") === signature.toLowerCase();
  const cause = isHex ? "the signature is hex, expected base64" : "another text was signed, or with another shared key";
  return { isGood: false, steps, cause };
}
