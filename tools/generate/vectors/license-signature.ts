import type { LicenseSignatureVectors } from "../../../src/generated/types.ts";
import { byAnotherKey } from "./another-key.ts";
import { publicKey, rsa } from "./signatures.ts";
import {
  headOf,
  type InputsOf,
  mayAccept,
  mayRefuse,
  mustAccept,
  mustRefuse,
  observedAccept,
  observedRefuse,
  type Row,
  sources,
  vectorsOf,
} from "./vector.ts";
import { otherSpellings, rowsFrom, wrongSignatures } from "./wrong-signatures.ts";

type Inputs = InputsOf<LicenseSignatureVectors["vectors"][number]>;
type Facts = Omit<Inputs, "text" | "signature">;

const { v1, inviolable } = sources;
const end = "2030-06-15T00:00:00.000Z";
const hardwareId = "Laptop-1";
const licenseKey = "ACTV-PERP-KEYS-0001";

const keyed: Facts = { hardwareId, licenseKey, validityPeriod: end };
const endless: Facts = { ...keyed, validityPeriod: null };
const user = (username: string): Facts => ({ hardwareId, username, validityPeriod: end });
const both: Facts = { ...user("ada@example.test"), licenseKey };

/** What a client was told and sent, under the signature of a text. */
const under = (facts: Facts, text: string): Inputs => ({ ...facts, text, signature: rsa(text) });
const keyText = `laptop-1#actv-perp-keys-0001#${end.toLowerCase()}`;
const userText = `laptop-1#ada@example.test#${end.toLowerCase()}`;
const endlessText = "laptop-1#actv-perp-keys-0001#";

const formula = mustAccept(v1, "The page's formula gives this text.");
const anyCase = mustAccept(v1, "The text is put in lower case, so the case of what was sent does not matter.");
const lower = mustRefuse(v1, "The text is put in lower case before it is signed.");
const tampered = mustRefuse(inviolable, "The signature is of another license.");
const notSo = mustRefuse(v1, "The page's formula gives another text.");
const noEnd = "An end that is not there is an empty text: what is signed ends in #.";
const upToBar = "Whether a username is cut at | no page says";
const twoNames = "The page says user or key, not which where both are known";
const userFirst = (accept: boolean) =>
  (accept ? observedAccept : observedRefuse)(`${twoNames}; clients sign the user where one was sent.`);

const facts: Row<Inputs>[] = [
  [1, "a key-based license with an end", formula, under(keyed, keyText)],
  [2, "a license without an end", mustAccept(v1, noEnd), under(endless, endlessText)],
  [
    3,
    "a username with a suffix after |",
    observedAccept(`${upToBar}; clients cut it.`),
    under(user("ada@example.test|4711"), userText),
  ],
  [4, "a username without a suffix", formula, under(user("ada@example.test"), userText)],
  [
    5,
    "a later end under an old signature",
    tampered,
    under({ ...keyed, validityPeriod: "2040-06-15T00:00:00.000Z" }, keyText),
  ],
  [6, "another device", tampered, under({ ...keyed, hardwareId: "Laptop-2" }, keyText)],
  [7, "another license key", tampered, under({ ...keyed, licenseKey: "ACTV-PERP-KEYS-0002" }, keyText)],
  [8, "another user", tampered, under(user("eve@example.test"), userText)],
  [9, "no end under the signature of an end", tampered, under(endless, keyText)],
  [10, "an end under the signature of none", tampered, under(keyed, endlessText)],
];

const letters: Row<Inputs>[] = [
  [20, "a hardware id in capitals", anyCase, under({ ...keyed, hardwareId: "LAPTOP-1" }, keyText)],
  [21, "a hardware id in lower case", anyCase, under({ ...keyed, hardwareId: "laptop-1" }, keyText)],
  [22, "a license key in lower case", anyCase, under({ ...keyed, licenseKey: licenseKey.toLowerCase() }, keyText)],
  [23, "a username in capitals", anyCase, under(user("ADA@EXAMPLE.TEST"), userText)],
  [24, "signed without lower-casing", lower, under(keyed, `${hardwareId}#${licenseKey}#${end}`)],
  [25, "signed with the hardware id as it was sent", lower, under(keyed, keyText.replace("laptop", "Laptop"))],
  [
    26,
    "signed with the license key as it was sent",
    lower,
    under(keyed, keyText.replace("actv-perp-keys", "ACTV-PERP-KEYS")),
  ],
  [27, "signed with the T and Z of the end", lower, under(keyed, keyText.replace(end.toLowerCase(), end))],
  [28, "signed in capitals", lower, under(keyed, keyText.toUpperCase())],
  [
    29,
    "an I, which Turkish rules would give no dot",
    anyCase,
    under({ ...keyed, hardwareId: "MINI-1" }, keyText.replace("laptop", "mini")),
  ],
  [
    30,
    "letters beyond ASCII",
    mayAccept("The page does not say how such letters are put in lower case."),
    under({ ...keyed, hardwareId: "GRÖSSE-1" }, keyText.replace("laptop", "grösse")),
  ],
  [
    31,
    "letters beyond ASCII left as they are",
    mayRefuse("The page does not say how such letters are put in lower case."),
    under({ ...keyed, hardwareId: "GRÖSSE-1" }, keyText.replace("laptop", "grÖsse")),
  ],
];

const ends: Row<Inputs>[] = [
  [40, "no end, signed as null", mustRefuse(v1, noEnd), under(endless, `${endlessText}null`)],
  [41, "no end, signed as none", mustRefuse(v1, noEnd), under(endless, `${endlessText}none`)],
  [42, "no end, signed without the last #", mustRefuse(v1, noEnd), under(endless, endlessText.slice(0, -1))],
  [
    43,
    "an end, signed as its day alone",
    mustRefuse(v1, "The page's example signs the full instant."),
    under(keyed, keyText.replace("t00:00:00.000z", "")),
  ],
  [
    44,
    "a day alone, signed as it stands",
    mayAccept("Clients disagree: some sign the text, others write the instant anew."),
    under({ ...keyed, validityPeriod: "2030-06-15" }, keyText.replace("t00:00:00.000z", "")),
  ],
  [
    45,
    "no milliseconds, signed as it stands",
    mayAccept("Clients disagree: some sign the text, others write the instant anew."),
    under({ ...keyed, validityPeriod: "2030-06-15T00:00:00Z" }, keyText.replace(".000z", "z")),
  ],
  [
    46,
    "no milliseconds, signed with them",
    mayRefuse("Clients disagree: some sign the text, others write the instant anew."),
    under({ ...keyed, validityPeriod: "2030-06-15T00:00:00Z" }, keyText),
  ],
  [
    47,
    "an offset for Z, signed as it stands",
    mayAccept("Clients disagree: some sign the text, others write the instant anew."),
    under({ ...keyed, validityPeriod: "2030-06-15T00:00:00.000+00:00" }, keyText.replace("000z", "000+00:00")),
  ],
];

const names: Row<Inputs>[] = [
  [
    60,
    "a username with two |, cut at the first",
    observedAccept(`${upToBar}; clients cut it at the first.`),
    under(user("ada@example.test|a|b"), userText),
  ],
  [
    61,
    "a username with two |, cut at the last",
    observedRefuse(`${upToBar}; clients cut it at the first.`),
    under(user("ada@example.test|a|b"), userText.replace("#2030", "|a#2030")),
  ],
  [
    62,
    "a username with a suffix, signed whole",
    observedRefuse(`${upToBar}; clients cut it.`),
    under(user("ada@example.test|4711"), userText.replace("#2030", "|4711#2030")),
  ],
  [
    63,
    "a | in a license key, which is no suffix",
    mayAccept("No page cuts a key."),
    under({ ...keyed, licenseKey: "KEY|1" }, keyText.replace("actv-perp-keys-0001", "key|1")),
  ],
  [64, "the user signed where the key was sent", mayRefuse(`${twoNames}.`), under(keyed, userText)],
  [65, "the key signed where the user was sent", userFirst(false), under(user("ada@example.test"), keyText)],
  [66, "key and user sent, the user signed", userFirst(true), under(both, userText)],
  [67, "key and user sent, the key signed", userFirst(false), under(both, keyText)],
  [68, "# in a hardware id", formula, under({ ...keyed, hardwareId: "a#b" }, keyText.replace("laptop-1", "a#b"))],
  [
    69,
    "another license whose text is the same by its #",
    mayAccept("The formula joins by a sign that the parts may hold."),
    under({ ...keyed, hardwareId: "a", licenseKey: `b#${licenseKey}` }, keyText.replace("laptop-1", "a#b")),
  ],
  [70, "signed without #", notSo, under(keyed, keyText.replaceAll("#", ""))],
  [
    71,
    "hardware id and key changed places",
    notSo,
    under(keyed, keyText.replace("laptop-1#actv-perp-keys-0001", "actv-perp-keys-0001#laptop-1")),
  ],
  [72, "signed with a newline at the end", notSo, under(keyed, `${keyText}\n`)],
  [73, "signed without the hardware id", notSo, under(keyed, keyText.replace("laptop-1", ""))],
];

const precise = "2030-06-15T08:09:10.123Z";
const later: Row<Inputs>[] = [
  [
    115,
    "an end in the middle of a day, to the millisecond",
    formula,
    under({ ...keyed, validityPeriod: precise }, keyText.replace(end.toLowerCase(), precise.toLowerCase())),
  ],
  [
    116,
    "a hardware id with blanks inside and at both ends",
    formula,
    under({ ...keyed, hardwareId: " PC 7 " }, keyText.replace("laptop-1", " pc 7 ")),
  ],
  [117, "a + in a username", formula, under(user("ada+work@example.test"), userText.replace("ada", "ada+work"))],
  [
    118,
    "a signature that is no base64",
    mustRefuse(inviolable, "It is no signature at all."),
    { ...keyed, text: keyText, signature: "not base64!" },
  ],
  [
    119,
    "no end, signed as the instant 0",
    mustRefuse(v1, noEnd),
    under(endless, `${endlessText}1970-01-01t00:00:00.000z`),
  ],
];

/** The `license_signature` in the answers to activations and checks. */
export function licenseVectors(): object {
  const inputs = { ...keyed, text: keyText };
  const hex = mayRefuse("The page prints a signature that looks like hex; its sample code and clients have base64.");
  return {
    ...headOf(
      "license-signature",
      "license_signature = base64(RSA-SHA256 PKCS#1 v1.5 over lower(hardware id '#' name '#' validity_period)); name is the username up to its first '|' where one was sent, else the license key; an end that is not there is an empty text",
    ),
    publicKey,
    vectors: vectorsOf("license-signature", [
      ...facts,
      ...letters,
      ...ends,
      ...names,
      ...rowsFrom(80, wrongSignatures(keyText, v1, byAnotherKey.license), inputs),
      ...rowsFrom(100, otherSpellings(rsa(keyText), hex), inputs),
      ...later,
    ]),
  };
}
