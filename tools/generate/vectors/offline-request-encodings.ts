import { byKey, encoded, flat, type OfflineFile, refused } from "./offline-request-forms.ts";
import { byAccount } from "./offline-texts.ts";
import { mayAccept, mayRefuse, mustRefuse, type Row, sources } from "./vector.ts";

const { fields, lines } = byKey;
const right = byAccount(lines);
const genuine = flat(right);
const encodings = "Readers of base64 differ in this, and no page chooses one.";
const noBase64 = mustRefuse(sources.offline, "The page takes base64 of JSON and nothing else.");

/** The flat request in other spellings of base64 and JSON, and what is neither. */
export const encodedRows: readonly Row<OfflineFile>[] = [
  [
    70,
    "base64 with line breaks",
    mayAccept(encodings),
    { ...genuine, body: genuine.body.replace(/.{64}(?=.)/g, "$&\n") },
  ],
  [71, "base64 with CRLF", mayAccept(encodings), { ...genuine, body: genuine.body.replace(/.{64}(?=.)/g, "$&\r\n") }],
  [
    72,
    "base64 without padding",
    mayAccept(encodings),
    { ...genuine, body: encoded(JSON.stringify({ ...fields, signature: right }).padEnd(400)).replace(/=+$/, "") },
  ],
  [
    73,
    "base64 in quotes",
    mayRefuse("No page says that a body is JSON."),
    refused({ body: `"${genuine.body}"` }, "authorization_missing_params"),
  ],
  [
    74,
    "a byte order mark before the JSON",
    mayAccept("Readers of JSON differ in this, and no page chooses one."),
    { ...genuine, body: encoded(`\uFEFF${JSON.stringify({ ...fields, signature: right })}`) },
  ],
  [
    75,
    "JSON that is not encoded",
    noBase64,
    refused({ body: JSON.stringify({ ...fields, signature: right }) }, "authorization_missing_params"),
  ],
  [76, "base64 of what is no JSON", noBase64, refused({ body: encoded("activation") }, "invalid_json")],
  [77, "base64 of a list", noBase64, refused({ body: encoded("[]") }, "invalid_json")],
  [78, "an empty body", noBase64, refused({ body: "" }, "missing_content")],
];
