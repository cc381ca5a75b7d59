import {
  type AnsweredLicense,
  type AnswerVector,
  type Fields,
  isAskedLicense,
  isAskedProduct,
  isError,
  isFitting,
  textOf,
} from "./asked.ts";
import { isObject, parsed } from "./json-text.ts";
import { licenseSignatureFits } from "./license-signature.ts";
import { type RsaMatch, rsaFits } from "./rsa-match.ts";
import type { VectorFacts, Verifier } from "./verifier.ts";

/** The parts of a verifier of whole answers, each of which a wrong one changes. */
export interface AnswerParts {
  /** The LicenseSignature of the headers, undefined where it is missing. */
  readonly header: (headers: AnswerVector["headers"]) => string | undefined;
  /** Whether an answer without that header is taken. */
  readonly isUnsignedTaken: (vector: AnswerVector) => boolean;
  readonly match: RsaMatch;
  /** Whether license_signature fits the call. */
  readonly isSigned: (license: AnsweredLicense, fields: Fields, publicKey: string) => boolean;
  readonly isAskedLicense: (license: AnsweredLicense, fields: Fields) => boolean;
  readonly isAskedProduct: (license: AnsweredLicense, fields: Fields) => boolean;
  /** The licenses of a bundle that are looked at. */
  readonly members: (licenses: readonly AnsweredLicense[]) => readonly AnsweredLicense[];
  /** Whether an answer that holds no license is one to its call. */
  readonly isFitting: (vector: AnswerVector) => boolean;
}

const rightParts: AnswerParts = {
  header: (headers) => Object.entries(headers).find(([name]) => name.toLowerCase() === "licensesignature")?.[1],
  isUnsignedTaken: () => false,
  match: rsaFits,
  isSigned: ownSignatureFits,
  isAskedLicense,
  isAskedProduct,
  members: (licenses) => licenses,
  isFitting,
};

/** A verifier that differs from the right one by these parts. */
export function answerVerifierWith(change: Partial<AnswerParts>): Verifier<AnswerVector> {
  const parts = { ...rightParts, ...change };
  return (vector, facts) => {
    if (!isHeaderGood(vector, facts, parts)) return false;
    return vector.status >= 400 ? isError(parsed(vector.body)) : isBelieved(vector, facts, parts);
  };
}

function isHeaderGood(vector: AnswerVector, { publicKey = "" }: VectorFacts, parts: AnswerParts): boolean {
  const signature = parts.header(vector.headers);
  if (signature === undefined) return parts.isUnsignedTaken(vector);
  return parts.match(Buffer.from(vector.body, "utf8"), signature, publicKey);
}

function isBelieved(vector: AnswerVector, { publicKey = "" }: VectorFacts, parts: AnswerParts): boolean {
  const { endpoint, fields } = vector.call;
  if (!/^(check|activate)-(license|bundle)$/.test(endpoint)) return parts.isFitting(vector);
  const isBundle = endpoint.endsWith("bundle");
  const licenses = licensesIn(vector.body, isBundle);
  const isGood = (license: AnsweredLicense) =>
    parts.isSigned(license, fields, publicKey) &&
    parts.isAskedLicense(license, fields) &&
    (isBundle || parts.isAskedProduct(license, fields)); // its licenses are of products of their own
  return licenses !== undefined && parts.members(licenses).every(isGood);
}

function licensesIn(body: string, isBundle: boolean): readonly AnsweredLicense[] | undefined {
  const value = parsed(body);
  if (isBundle) return Array.isArray(value) ? value : undefined;
  return isObject(value) ? [value] : undefined;
}

/** Verifies license_signature over what was sent and the end that came. */
export function ownSignatureFits(license: AnsweredLicense, fields: Fields, publicKey: string): boolean {
  const { license_signature: signature, validity_period: validityPeriod = null } = license;
  if (!signature) return false;
  const isByToken = fields.license_key === undefined && (fields.id_token ?? fields.code) !== undefined;
  const sent = {
    hardwareId: textOf(fields.hardware_id) ?? "",
    licenseKey: textOf(fields.license_key),
    username: textOf(fields.username) ?? (isByToken ? license.user?.email : undefined),
  };
  return licenseSignatureFits({ ...sent, validityPeriod, signature }, publicKey);
}
