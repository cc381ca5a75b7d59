import {
  isAskedFile,
  type OfflineAnswerVector,
  type OfflineLicense,
  offlineVerifierWith,
  v2Text,
} from "./offline-answer-verifier.ts";
import { wrongRsaMatches } from "./rsa-match.ts";
import { departures, eachPart, picked, type VerifierKind } from "./verifier.ts";

const right = offlineVerifierWith({});

function sorted(license: OfflineLicense): string {
  return JSON.stringify(Object.fromEntries(Object.entries(JSON.parse(v2Text(license))).sort()));
}

function inAscii(text: string): string {
  return text.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const withV1Left = ({ license_signature_v2: _v2, ...rest }: OfflineLicense) => JSON.stringify(rest);

/** Verifiers of files for offline activation, as devices get them. */
export const offlineAnswers: VerifierKind<OfflineAnswerVector> = {
  right,
  wrong: departures(offlineVerifierWith, [
    ...eachPart(picked(wrongRsaMatches, "sha512-too", "hex-too"), (v2Match) => ({ v2Match })),
    ["v1-only", "verifies license_signature and not license_signature_v2", { v2Match: () => true }],
    [
      "v2-keeps-v1-too",
      "takes license_signature_v2 with license_signature left in too",
      (vector, facts) => right(vector, facts) || offlineVerifierWith({ v2Text: withV1Left })(vector, facts),
    ],
    ["v2-sorted", "sorts the members", { v2Text: sorted }],
    ["v2-ascii", "escapes letters beyond ASCII", { v2Text: (license) => inAscii(v2Text(license)) }],
    [
      "any-device",
      "does not ask whether the file is for its own device",
      { isAsked: (license, { hardware_id: _id, ...call }) => isAskedFile(license, call) },
    ],
    [
      "any-license",
      "does not ask whether the file is for its own license",
      { isAsked: (license, { license_key: _key, username: _name, ...call }) => isAskedFile(license, call) },
    ],
    ["first-member", "looks at the first license of a bundle only", { members: (licenses) => licenses.slice(0, 1) }],
    ["empty-bundle", "takes a bundle of no licenses, as every() of nothing is true", { isEmptyBundleTaken: true }],
  ]),
  lawful: departures(offlineVerifierWith, [
    ["v1-not-verified", "verifies all but license_signature", { isV1Good: () => true }],
    ["offline-not-verified", "verifies all but offline_signature", { offlineMatch: () => true }],
    [
      "bundle-over-object",
      "hashes the bundle's whole object without its signature",
      { bundleText: ({ bundle_signature_v2: _signature, ...rest }) => JSON.stringify(rest) },
    ],
    ["bundle-not-verified", "verifies the licenses of a bundle and not the bundle", { bundleMatch: () => true }],
  ]),
};
