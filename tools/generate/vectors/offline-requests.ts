import { flatDetails, wrappedDetails } from "./offline-request-details.ts";
import { encodedRows } from "./offline-request-encodings.ts";
import {
  byKey,
  byKeyAt,
  byUser,
  date,
  encoded,
  flat,
  type OfflineFile,
  refused,
  spaced,
  wrapped,
} from "./offline-request-forms.ts";
import { byAccount } from "./offline-texts.ts";
import { hmac } from "./signatures.ts";
import {
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

const { offline, inviolable } = sources;
const { fields, lines } = byKey;
const right = byAccount(lines);
const compact = JSON.stringify({ ...fields, schema_version: 2 });
const inScript = byKeyAt("Sun Nov 22 2026 01:52:00 GMT+0000");
const other = (change: object) => JSON.stringify({ ...fields, schema_version: 2, ...change });

const fiveLines = mustAccept(offline, "The five lines are signed as the page says.");
const seen = observedAccept("Clients send this form; no page describes it.", "observed: clients send it");
const tampered = mustRefuse(inviolable, "Its signature is of another request.");
const notSo = mustRefuse(offline, "The page joins five lines by newlines, and signs nothing else.");

const forms: Row<OfflineFile>[] = [
  [1, "flat", fiveLines, flat(right)],
  [2, "wrapped, compact", seen, wrapped(compact)],
  [3, "wrapped, with blanks", seen, wrapped(spaced(compact))],
  [4, "flat, by username", fiveLines, flat(byAccount(byUser.lines), byUser.fields, byUser.lines)],
  [5, "wrapped, by username", seen, wrapped(JSON.stringify({ ...byUser.fields, schema_version: 2 }))],
  [
    6,
    "flat, with blanks",
    fiveLines,
    { body: encoded(spaced(JSON.stringify({ ...fields, signature: right }))), signedText: lines },
  ],
  [
    7,
    "flat, members in another order",
    fiveLines,
    { body: encoded(JSON.stringify({ signature: right, ...fields })), signedText: lines },
  ],
  [
    8,
    "flat, a field changed that the lines do not cover",
    mustAccept(offline, "The five lines do not cover request_id."),
    flat(right, { ...fields, request_id: "request-2" }),
  ],
  [
    9,
    "flat, the date as JavaScript prints it",
    mayAccept("The page names RFC 7231, and clients write this.", "observed: clients write it"),
    flat(byAccount(inScript.lines), inScript.fields, inScript.lines),
  ],
  [10, "wrapped, signed at the end of a longer text", tampered, refused(wrapped(compact, `${compact} `))],
];

const flatRows: Row<OfflineFile>[] = [
  [20, "flat, another license key", tampered, refused(flat(right, { ...fields, license_key: "OFFL-ACTI-KEYS-0001" }))],
  [21, "flat, another device", tampered, refused(flat(right, { ...fields, hardware_id: "Laptop-2" }))],
  [22, "flat, another date", tampered, refused(flat(right, { ...fields, date: "Mon, 23 Nov 2026 01:52:00 GMT" }))],
  [
    23,
    "flat, another API key",
    tampered,
    refused(flat(right, { ...fields, api_key: "0a1b2c3d-9999-4d01-b42d-00c04fc964fe" }), "invalid_api_key"),
  ],
  [
    24,
    "flat, another user",
    tampered,
    refused(flat(byAccount(byUser.lines), { ...byUser.fields, username: "alan@example.test" })),
  ],
  [
    25,
    "flat, signed with another key",
    mustRefuse(inviolable, "Who does not know the key has not signed."),
    refused(flat(hmac("another", lines))),
  ],
  [
    26,
    "flat, signed in hex",
    mustRefuse(offline, "The page encodes in base64."),
    refused(flat(Buffer.from(right, "base64").toString("hex"))),
  ],
  [
    27,
    "flat, an empty signature",
    mustRefuse(inviolable, "Nothing proves nothing."),
    refused(flat(""), "authorization_missing_params"),
  ],
  [
    28,
    "flat, no signature",
    mustRefuse(inviolable, "Nothing proves nothing."),
    refused({ body: encoded(JSON.stringify(fields)) }, "authorization_missing_params"),
  ],
  [29, "flat, lines joined by CRLF", notSo, refused(flat(byAccount(lines.replaceAll("\n", "\r\n"))))],
  [30, "flat, a newline at the end", notSo, refused(flat(byAccount(`${lines}\n`)))],
  [31, "flat, the first line left out", notSo, refused(flat(byAccount(lines.slice(lines.indexOf("\n") + 1))))],
  [32, "flat, in lower case", notSo, refused(flat(byAccount(lines.toLowerCase())))],
  [33, "flat, device before license", notSo, refused(flat(byAccount(lines.replace(/(OFFL.*)\n(Laptop-1)/, "$2\n$1"))))],
  [
    34,
    "flat, date without its colon",
    mayRefuse("Older copies of the page print the line so."),
    refused(flat(byAccount(lines.replace("date: ", "date")))),
  ],
  [35, "flat, signed as the Authorization header is", notSo, refused(flat(byAccount(`licenseSpring\ndate: ${date}`)))],
];

/** A change in each field of a wrapped request, under the signature of the unchanged one. */
const changes: [field: string, value: unknown, code?: string][] = [
  ["product", "user-app"],
  ["license_key", "OFFL-ACTI-KEYS-0001"],
  ["hardware_id", "Laptop-2"],
  ["date", "Mon, 23 Nov 2026 01:52:00 GMT"],
  ["api_key", "0a1b2c3d-9999-4d01-b42d-00c04fc964fe", "invalid_api_key"],
  ["request", "deactivation", "validation_error"],
  ["request_id", "request-2"],
  ["schema_version", 3, "missing_parameters"],
  ["consumptions", 1],
];

const wrappedRows: Row<OfflineFile>[] = [
  [50, "wrapped, a member less", tampered, refused(wrapped(other({ request_id: undefined }), compact))],
  [
    51,
    "wrapped, members in another order",
    tampered,
    refused(wrapped(JSON.stringify({ schema_version: 2, ...fields }), compact)),
  ],
  [
    52,
    "wrapped, blanks under the signature of none",
    observedRefuse("Clients sign the text that they send, one with blanks and one without; no page says so."),
    refused(wrapped(spaced(compact), compact)),
  ],
  [
    53,
    "wrapped, no blanks under the signature of blanks",
    mayRefuse("Whether the text or the JSON written anew is signed no page says."),
    refused(wrapped(compact, spaced(compact))),
  ],
  [
    54,
    "wrapped, signed with another key",
    mustRefuse(inviolable, "Who does not know the key has not signed."),
    refused(wrapped(compact, compact, hmac("another", compact))),
  ],
  [
    55,
    "wrapped, an empty signature",
    mustRefuse(inviolable, "Nothing proves nothing."),
    refused(wrapped(compact, compact, "")),
  ],
  [
    56,
    "wrapped, no signature",
    mustRefuse(inviolable, "Nothing proves nothing."),
    refused({ body: encoded(`{"request":${compact}}`) }),
  ],
  [
    57,
    "wrapped, signed in hex",
    mayRefuse("Clients encode in base64; no page describes this form."),
    refused(wrapped(compact, compact, Buffer.from(byAccount(compact), "base64").toString("hex"))),
  ],
  [
    58,
    "wrapped, signed over the five lines",
    mayRefuse("Clients sign the text; no page describes this form."),
    refused(wrapped(compact, lines)),
  ],
];

/** What a server is asked by an offline file, and takes or refuses. */
export function offlineRequests(): object[] {
  const changed = changes.map(
    ([field, value, code], at): Row<OfflineFile> => [
      40 + at,
      `wrapped, ${field} changed`,
      tampered,
      refused(wrapped(other({ [field]: value }), compact), code),
    ],
  );
  return vectorsOf("offline-request", [
    ...forms,
    ...flatRows,
    ...changed,
    ...wrappedRows,
    ...encodedRows,
    ...flatDetails,
    ...wrappedDetails,
  ]);
}
