import type { OfflineVectors } from "../../../src/generated/types.ts";
import type { AnsweredLicense } from "./asked.ts";
import { fiveLines } from "./five-lines.ts";
import { licenseSignatureFits } from "./license-signature.ts";
import { type RsaMatch, rsaFits } from "./rsa-match.ts";
import { hmacBase64, sameText, type TextMatch } from "./text-match.ts";
import type { VectorFacts, Verifier } from "./verifier.ts";

/** A file for offline activation, as a device gets it. */
export type OfflineAnswerVector = OfflineVectors["answers"][number];

/** A license of an offline file. */
export interface OfflineLicense extends AnsweredLicense {
  readonly username?: string;
  readonly date?: string;
  readonly offline_signature?: string;
  readonly license_signature_v2?: string;
}

interface OfflineBundle {
  readonly licenses: readonly OfflineLicense[];
  readonly bundle_signature_v2?: string;
}

type Call = Partial<NonNullable<OfflineAnswerVector["call"]>>;

interface Parts {
  readonly v2Text: (license: OfflineLicense) => string;
  readonly v2Match: RsaMatch;
  readonly isV1Good: (license: OfflineLicense, publicKey: string) => boolean;
  readonly offlineMatch: TextMatch;
  /** Whether a license is the one, and of the device, that was asked for. */
  readonly isAsked: (license: OfflineLicense, call: Call) => boolean;
  readonly bundleText: (bundle: OfflineBundle) => string;
  readonly bundleMatch: RsaMatch;
  readonly members: (licenses: readonly OfflineLicense[]) => readonly OfflineLicense[];
  readonly isEmptyBundleTaken: boolean;
}

const rightParts: Parts = {
  v2Text,
  v2Match: rsaFits,
  isV1Good,
  offlineMatch: sameText,
  isAsked: isAskedFile,
  bundleText: ({ licenses }) => JSON.stringify(licenses),
  bundleMatch: rsaFits,
  members: (licenses) => licenses,
  isEmptyBundleTaken: false,
};

/** A verifier that differs from the right one by these parts. */
export function offlineVerifierWith(change: Partial<Parts>): Verifier<OfflineAnswerVector> {
  const parts = { ...rightParts, ...change };
  return ({ body, call = {} }, facts) => {
    const { publicKey = "" } = facts;
    const answer: OfflineLicense | OfflineBundle = JSON.parse(body);
    const isGood = (license: OfflineLicense) => isSigned(license, facts, parts) && parts.isAsked(license, call);
    if (!("licenses" in answer)) {
      return parts.v2Match(utf8(parts.v2Text(answer)), answer.license_signature_v2 ?? "", publicKey) && isGood(answer);
    }
    if (!parts.bundleMatch(utf8(parts.bundleText(answer)), answer.bundle_signature_v2 ?? "", publicKey)) return false;
    return (answer.licenses.length > 0 || parts.isEmptyBundleTaken) && parts.members(answer.licenses).every(isGood);
  };
}

const utf8 = (text: string): Buffer => Buffer.from(text, "utf8");

/** The text that license_signature_v2 covers. */
export function v2Text({ license_signature: _v1, license_signature_v2: _v2, ...rest }: OfflineLicense): string {
  return JSON.stringify(rest);
}

function isSigned(license: OfflineLicense, facts: VectorFacts, parts: Parts): boolean {
  const { publicKey = "", sharedKey = "", apiKey } = facts;
  const text = fiveLines({ ...license, username: userOf(license), api_key: apiKey });
  const expected = hmacBase64(sharedKey, text);
  return parts.isV1Good(license, publicKey) && parts.offlineMatch(license.offline_signature ?? "", expected);
}

function isV1Good(license: OfflineLicense, publicKey: string): boolean {
  const { hardware_id = "", license_key: licenseKey, validity_period = null, license_signature } = license;
  const names = { hardwareId: hardware_id, licenseKey, username: userOf(license) };
  return licenseSignatureFits(
    { ...names, validityPeriod: validity_period, signature: license_signature ?? "" },
    publicKey,
  );
}

function userOf({ username, user }: OfflineLicense): string | undefined {
  return username ?? user?.email;
}

/** Whether a license is the one, and of the device, that was asked for. */
export function isAskedFile(license: OfflineLicense, call: Call): boolean {
  const user = userOf(license);
  const pairs = [
    [call.hardware_id, license.hardware_id],
    [call.license_key, license.license_key],
    [call.username, user],
  ];
  return pairs.every(([asked, answered]) => asked === undefined || asked === answered);
}
