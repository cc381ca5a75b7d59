import { type AnswerParts, answerVerifierWith, ownSignatureFits } from "./answer-verifier.ts";
import {
  type AnsweredLicense,
  type AnswerVector,
  type Fields,
  isAskedLicense,
  isError,
  isFitting,
  words,
} from "./asked.ts";
import { parsed } from "./json-text.ts";
import { departures, type Verifier, type VerifierKind } from "./verifier.ts";

const right = answerVerifierWith({});

/** Judges by what is taken without looking, and then rightly. */
function unless(isTaken: (vector: AnswerVector) => boolean): Verifier<AnswerVector> {
  return (vector, facts) => isTaken(vector) || right(vector, facts);
}

/** Takes some of what was sent from the answer instead. */
function believing(answered: (license: AnsweredLicense, fields: Fields) => Fields): Partial<AnswerParts> {
  return {
    isSigned: (license, fields, key) => ownSignatureFits(license, answered(license, fields), key),
    isAskedLicense: (license, fields) => isAskedLicense(license, answered(license, fields)),
  };
}

function withoutLicenseId({ license_id: _id, ...fields }: Fields): Fields {
  return fields;
}

/** Verifiers of whole answers. */
export const answers: VerifierKind<AnswerVector> = {
  right,
  wrong: departures(answerVerifierWith, [
    ["unsigned-passes", "takes any answer whose header is missing", { isUnsignedTaken: () => true }],
    ["header-by-case", "knows the header by one spelling only", { header: ({ LicenseSignature }) => LicenseSignature }],
    ["header-not-verified", "verifies license_signature and not the header", { match: () => true }],
    ["v1-not-verified", "verifies the header and not license_signature", { isSigned: () => true }],
    [
      "any-device",
      "takes the hardware id from the answer",
      believing(({ hardware_id }, fields) => ({ ...fields, ...(hardware_id !== undefined && { hardware_id }) })),
    ],
    [
      "any-license",
      "takes the license key from the answer",
      believing(({ license_key }, fields) => ({ ...fields, ...(license_key !== undefined && { license_key }) })),
    ],
    ["any-product", "does not ask whether the license is of its own product", { isAskedProduct: () => true }],
    [
      "any-license-id",
      "does not compare the license id for which it asked",
      {
        isAskedLicense: (license, fields) => isAskedLicense(license, withoutLicenseId(fields)),
        isFitting: ({ call, body }) => isFitting({ call: { ...call, fields: withoutLicenseId(call.fields) }, body }),
      },
    ],
    [
      "any-feature",
      "does not ask whether the answer is about its own feature",
      { isFitting: (vector) => vector.call.endpoint === "check-license-feature" || isFitting(vector) },
    ],
    [
      "key-though-user",
      "uses the license key though a username was sent",
      {
        isSigned: (license, { username, ...fields }, key) =>
          ownSignatureFits(
            license,
            fields.license_key === undefined && username !== undefined ? { ...fields, username } : fields,
            key,
          ),
      },
    ],
    ["first-member", "looks at the first license of a bundle only", { members: (licenses) => licenses.slice(0, 1) }],
    ["last-member", "looks at the last license of a bundle only", { members: (licenses) => licenses.slice(-1) }],
    [
      "errors-are-answers",
      "knows errors by their HTTP status alone",
      { isFitting: (vector) => isFitting(vector) || isError(parsed(vector.body)) },
    ],
    [
      "any-word",
      "takes any signed word for the one that it waits for",
      { isFitting: (vector) => vector.call.endpoint in words || isFitting(vector) },
    ],
    ["html-passes", "takes an answer that is no JSON", unless(({ body }) => parsed(body) === undefined)],
  ]),
  lawful: departures(answerVerifierWith, [
    [
      "errors-unsigned",
      "believes any error, as it grants nothing",
      unless(({ status, body }) => status >= 400 && isError(parsed(body))),
    ],
    [
      "words-unsigned",
      "takes the right word without its signature",
      { isUnsignedTaken: ({ status, call, body }) => status === 200 && words[call.endpoint] === body },
    ],
  ]),
};
