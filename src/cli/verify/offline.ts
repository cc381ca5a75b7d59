import type { KeyObject } from "node:crypto";
import { portableCryptography } from "../../api/cryptography.ts";
import { ApiError } from "../../api/errors.ts";
import { type OfflineBody, readOfflineBody } from "../../api/offline-body.ts";
import { printable } from "../../api/printable.ts";
import { type OfflineClaims, offlineLicenseText, offlineText, signatureId } from "../../api/signature.ts";
import type { OfflineVectors } from "../../generated/types.ts";
import { verifyLicense } from "./license.ts";
import { verifyRsa } from "./rsa.ts";
import { firstMismatch, mismatch, type SignatureVerdict, shownText } from "./signature-verdict.ts";

/** Whose file it is: what verifies the server's signatures, and the account's own. */
export interface OfflineAccount extends Pick<OfflineVectors, "sharedKey" | "apiKey"> {
  readonly publicKey: KeyObject;
}

/** Who asked for the file. */
type OfflineCall = OfflineVectors["answers"][number]["call"];

/** Verifies the signature inside an offline request, flat or wrapped. */
export function verifyOfflineRequest(body: string, sharedKey: string): SignatureVerdict {
  let read: OfflineBody;
  try {
    read = readOfflineBody(body);
  } catch (error) {
    if (error instanceof ApiError) return mismatch(`the file cannot be read: ${error.code}`);
    throw error;
  }
  const claims = read.payload as unknown as OfflineClaims;
  return verifyHmac(
    read.wrapped?.text ?? offlineText(claims),
    read.wrapped?.signature ?? claims.signature ?? "",
    sharedKey,
  );
}

/**
 * Verifies every signature in an offline answer: of a license, or of a bundle.
 *
 * @param call who asked; where nobody is named, the file is taken for whom it names itself.
 */
export function verifyOfflineAnswer(body: string, account: OfflineAccount, call?: OfflineCall): SignatureVerdict {
  const answer = objectIn(body);
  const licenses = Array.isArray(answer?.licenses) ? answer.licenses : [answer];
  if (!answer || licenses.length === 0) return mismatch("there is no license in the file");
  const text = answer.licenses ? JSON.stringify(answer.licenses) : offlineLicenseText(answer);
  const signature = String(answer.bundle_signature_v2 ?? answer.license_signature_v2 ?? "");
  return firstMismatch([
    verifyRsa({ publicKey: account.publicKey, signed: Buffer.from(text), signature, candidates: [] }),
    ...licenses.flatMap((license) => verifyOfflineLicense(textsOf(license), account, call)),
  ]);
}

type Texts = Readonly<Partial<Record<string, string>>>;

function verifyOfflineLicense(license: Texts, account: OfflineAccount, call?: OfflineCall): SignatureVerdict[] {
  const { hardware_id = "", license_key, username } = call ?? license;
  const { date = "", validity_period = null, license_signature = "", offline_signature = "" } = license;
  const facts = { hardware_id, id: signatureId({ username, license_key }, {}), validity_period };
  const name = license_key ?? username ?? "";
  const lines = offlineText({ hardware_id, license_key: name, date, api_key: account.apiKey });
  return [
    verifyLicense(account.publicKey, facts, license_signature),
    verifyHmac(lines, offline_signature, account.sharedKey),
  ];
}

/** The members that are texts: a file is of anybody, and nothing else is signed by itself. */
function textsOf(license: unknown): Texts {
  return Object.fromEntries(Object.entries(license ?? {}).filter(([, value]) => typeof value === "string"));
}

function objectIn(body: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const answer = JSON.parse(body);
    return typeof answer === "object" && answer !== null && !Array.isArray(answer) ? answer : undefined;
  } catch {
    return undefined;
  }
}

function verifyHmac(text: string, signature: string, sharedKey: string): SignatureVerdict {
  const expected = portableCryptography.hmac(sharedKey, text);
  const steps = [`signed here:${shownText(text)}`, `which gives  ${expected}`, `found is     ${printable(signature)}`];
  if (signature === expected) return { isGood: true, steps: steps.slice(0, 2) };
  const isHex = Buffer.from(expected, "base64").toString("hex") === signature.toLowerCase();
  const cause = isHex ? "the signature is hex, expected base64" : "another text was signed, or with another shared key";
  return { isGood: false, steps, cause };
}
