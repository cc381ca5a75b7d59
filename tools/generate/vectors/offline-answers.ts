import { byAnotherKey } from "./another-key.ts";
import {
  bundle,
  covered,
  date,
  file,
  license,
  licenses,
  names,
  type OfflineAnswerFile,
  sealed,
  userFile,
  whole,
} from "./offline-answer-forms.ts";
import { byAccount, type OfflineNames, offlineLines } from "./offline-texts.ts";
import { hmac, publicKey, rsa, rsaBare, rsaOver, rsaPss } from "./signatures.ts";
import { mayAccept, mayRefuse, mustAccept, mustRefuse, type Row, sources, vectorsOf } from "./vector.ts";

const { v2, inviolable } = sources;
const { license_signature } = whole;
const withoutSignature = (name: string) =>
  file(Object.fromEntries(Object.entries(whole).filter(([key]) => key !== name)));

const genuine = mustAccept(v2, "All its signatures fit.");
const tampered = mustRefuse(v2, "license_signature_v2 covers all but the two license signatures.");
const stranger = mustRefuse(inviolable, "It is genuine and not for who asked.");
const algorithm = mustRefuse(v2, "The page verifies RSA-SHA256 with PKCS#1 v1.5.");
const nothing = mustRefuse(inviolable, "There is no license in it that a signature covers.");
const isCovered = "license_signature_v2 fits and covers the same facts, so some clients look no further.";
const noPage = "No page says what bundle_signature_v2 covers.";
const readers = "Readers of JSON differ in this, and no page chooses one.";

const forms: Row<OfflineAnswerFile>[] = [
  [1, "a license", genuine, file(whole)],
  [
    2,
    "a license without an end",
    mustAccept(sources.v1, "An end that is not there is an empty text: what is signed ends in #."),
    file(sealed({ ...license, validity_period: null })),
  ],
  [3, "a license of a user", genuine, userFile],
  [4, "a bundle", mayAccept(noPage), bundle(licenses)],
  [
    5,
    "a date as JavaScript prints it",
    mayAccept("Such dates were seen in answers.", "observed: full answers"),
    file(
      sealed({
        ...covered(names, offlineLines(names, "Sun Nov 22 2026 01:53:00 GMT+0000")),
        date: "Sun Nov 22 2026 01:53:00 GMT+0000",
      }),
    ),
  ],
  [6, "the file of who asked", genuine, file(whole, names)],
];

const wrong: Row<OfflineAnswerFile>[] = [
  [20, "a member more", tampered, file({ ...whole, max_consumptions: 99 })],
  [21, "members in another order", tampered, file(Object.fromEntries(Object.entries(whole).reverse()))],
  [
    22,
    "no license_signature_v2",
    mustRefuse(v2, "The page checks it in this answer."),
    withoutSignature("license_signature_v2"),
  ],
  [
    23,
    "an empty license_signature_v2",
    mustRefuse(inviolable, "Nothing proves nothing."),
    file({ ...whole, license_signature_v2: "" }),
  ],
  [
    24,
    "license_signature_v2 by another RSA key",
    mustRefuse(inviolable, "Anybody can make a key."),
    file({ ...whole, license_signature_v2: byAnotherKey.offline }),
  ],
  [
    25,
    "license_signature_v2 over SHA-1",
    algorithm,
    file({ ...whole, license_signature_v2: rsaOver("sha1", JSON.stringify(license)) }),
  ],
  [
    26,
    "license_signature_v2 with PSS",
    algorithm,
    file({ ...whole, license_signature_v2: rsaPss(JSON.stringify(license)) }),
  ],
  [
    27,
    "license_signature_v2 with license_signature left in",
    mustRefuse(v2, "The page removes both from the answer to an activation; files that refresh a license leave it in."),
    file({ ...whole, license_signature_v2: rsa(JSON.stringify({ ...license, license_signature })) }),
  ],
  [
    28,
    "license_signature in place of license_signature_v2",
    tampered,
    file({ ...whole, license_signature_v2: license_signature }),
  ],
  [
    29,
    "license_signature of another device",
    mayRefuse(isCovered),
    file({ ...whole, license_signature: rsa("laptop-2#offl-inex-keys-0001#2030-06-15t00:00:00.000z") }),
  ],
  [30, "no license_signature", mayRefuse(isCovered), withoutSignature("license_signature")],
  [
    31,
    "offline_signature with another shared key, sealed",
    mayRefuse(isCovered),
    file(sealed({ ...license, offline_signature: hmac("another", offlineLines(names, date)) })),
  ],
  [
    32,
    "offline_signature of another date, sealed",
    mayRefuse(isCovered),
    file(sealed(covered(names, offlineLines(names, "Mon, 23 Nov 2026 01:53:00 GMT")))),
  ],
  [
    33,
    "offline_signature in hex, sealed",
    mayRefuse(isCovered),
    file(
      sealed({
        ...license,
        offline_signature: Buffer.from(byAccount(offlineLines(names, date)), "base64").toString("hex"),
      }),
    ),
  ],
];

const otherNames: OfflineNames = { ...names, hardware_id: "Laptop-2" };
const otherKey: OfflineNames = { ...names, license_key: "OFFL-ACTI-KEYS-0001" };
const otherFile = sealed(covered(otherNames, offlineLines(otherNames, date)), otherNames);
const ofOthers: Row<OfflineAnswerFile>[] = [
  [50, "another device's file", stranger, file(otherFile, names)],
  [
    51,
    "another license's file",
    stranger,
    file(sealed(covered(otherKey, offlineLines(otherKey, date)), otherKey), names),
  ],
  [
    52,
    "another device's file, renamed under its signatures",
    tampered,
    file({ ...otherFile, hardware_id: "Laptop-1" }, names),
  ],
];

const { license_signature_v2: _whole, ...otherLicense } = otherFile;
const bundles: Row<OfflineAnswerFile>[] = [
  [60, "a bundle with a license twice", mayRefuse(noPage), bundle([...licenses, ...licenses], licenses)],
  [
    61,
    "a bundle with a later end",
    mustRefuse(inviolable, "license_signature covers the end."),
    bundle([{ ...licenses[0], validity_period: "2040-06-15T00:00:00.000Z" }], licenses),
  ],
  [
    62,
    "a bundle with more activations",
    mayRefuse(noPage),
    bundle([{ ...licenses[0], max_activations: 99 }], licenses),
  ],
  [63, "a bundle without bundle_signature_v2", mayRefuse(noPage), file({ licenses })],
  [64, "a bundle of no licenses", nothing, bundle([])],
  [65, "a bundle of another device", stranger, { ...bundle([otherLicense]), call: names }],
];

const texts: Row<OfflineAnswerFile>[] = [
  [
    70,
    "the same JSON with blanks",
    mayAccept("Whether the text or the JSON written anew is signed no page says."),
    { body: JSON.stringify(whole, null, 2) },
  ],
  [71, "a newline at the end", mayAccept(readers), { body: `${JSON.stringify(whole)}\n` }],
  [72, "CRLF at the end", mayAccept(readers), { body: `${JSON.stringify(whole)}\r\n` }],
  [73, "a byte order mark in front", mayRefuse(readers), { body: `\uFEFF${JSON.stringify(whole)}` }],
  [
    74,
    "base64 of the JSON",
    mayRefuse("Only requests were seen encoded."),
    { body: Buffer.from(JSON.stringify(whole)).toString("base64") },
  ],
  [75, "a refusal", nothing, file({ status: 400, code: "license_not_found", message: "There is no such license" })],
  [76, "a page of HTML", nothing, { body: "<html></html>" }],
  [77, "an empty file", nothing, { body: "" }],
  [78, "an empty list", nothing, { body: "[]" }],
];

const ascii = { ...license, company: { id: 1, name: "Größe / 鍵" } };
const text = JSON.stringify(license);
const later: Row<OfflineAnswerFile>[] = [
  ...(
    [
      ["over SHA-512", algorithm, rsaOver("sha512", text)],
      ["over the bare digest", algorithm, rsaBare(text)],
      [
        "that is an HMAC under the public key's PEM",
        mustRefuse(inviolable, "Everybody has the public key, so everybody could sign."),
        hmac(publicKey, text),
      ],
      ["in hex", mustRefuse(v2, "The page encodes in base64."), Buffer.from(rsa(text), "base64").toString("hex")],
      ["that is no base64", mustRefuse(inviolable, "It is no signature at all."), "not base64!"],
    ] as const
  ).map(
    ([name, verdict, license_signature_v2], at): Row<OfflineAnswerFile> => [
      200 + at,
      `license_signature_v2 ${name}`,
      verdict,
      file({ ...whole, license_signature_v2 }),
    ],
  ),
  [205, "letters beyond ASCII and a slash in a text", genuine, file(sealed(ascii))],
  [
    206,
    "a bundle whose second license is of another device",
    stranger,
    { ...bundle([...licenses, otherLicense]), call: names },
  ],
];

/** The value of a member as somebody else would like it. */
function changed(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (typeof value === "string") return `${value}1`;
  return Array.isArray(value) ? [{}] : { more: 1 };
}

/** The files that come back from an offline request, as the device reads them. */
export function offlineAnswers(): object[] {
  const members = Object.entries(license).map(
    ([name, value], at): Row<OfflineAnswerFile> => [
      100 + at,
      `${name} changed`,
      tampered,
      file({ ...whole, [name]: changed(value) }),
    ],
  );
  return vectorsOf("offline-answer", [...forms, ...wrong, ...ofOthers, ...bundles, ...texts, ...members, ...later]);
}
