import {
  byClient,
  byKey,
  encoded,
  flat,
  flatOn,
  type OfflineFile,
  refused,
  spaced,
  wrapped,
} from "./offline-request-forms.ts";
import { byAccount } from "./offline-texts.ts";
import { mayAccept, mustAccept, mustRefuse, type Row, sources } from "./vector.ts";

const { offline, bundleOffline, inviolable } = sources;
const { fields, lines } = byKey;
const right = byAccount(lines);
const otherBytes = mustRefuse(inviolable, "A signature fits whole or not at all.");
const notSo = mustRefuse(offline, "The page joins five lines by newlines, and signs nothing else.");
const utf8 = "Größe";

function withoutLine(line: number): string {
  return lines
    .split("\n")
    .filter((_text, at) => at !== line - 1)
    .join("\n");
}

/** Flat requests that are right in part. */
export const flatDetails: readonly Row<OfflineFile>[] = [
  [
    79,
    "flat, a signature that is right in its first half alone",
    otherBytes,
    refused(flat(right.slice(0, 22) + byAccount("another text").slice(22))),
  ],
  [80, "flat, a signature in lower case", otherBytes, refused(flat(right.toLowerCase()))],
  ...[2, 3, 4, 5].map(
    (line): Row<OfflineFile> => [
      79 + line,
      `flat, signed without line ${line}`,
      notSo,
      refused(flat(byAccount(withoutLine(line)))),
    ],
  ),
  [85, "flat, signed over its own JSON", notSo, refused(flat(byAccount(JSON.stringify(fields))))],
  [
    86,
    "flat, letters beyond ASCII in the hardware id",
    mustAccept(offline, "A text is hashed as UTF-8."),
    flatOn(utf8),
  ],
  [
    87,
    "flat, a client id in place of the API key, under the client's secret",
    mustAccept(bundleOffline, "Under OAuth the client id stands where the API key does; sharedKey is the secret here."),
    byClient,
  ],
];

const compact = JSON.stringify({ ...fields, schema_version: 2 });
const wrappedWith = (change: object) => JSON.stringify({ ...fields, schema_version: 2, ...change });
const seen = mayAccept("Only clients were seen to send the wrapped form, and not just so.");

/** Wrapped requests in which a reader may take the wrong text. */
export const wrappedDetails: readonly Row<OfflineFile>[] = [
  [
    88,
    "wrapped, a right signature of five lines inside and a wrong one outside",
    mustRefuse(inviolable, "What is acted on must be what was signed: five lines do not cover the other members."),
    refused(wrapped(wrappedWith({ request_id: "request-2", signature: right }), compact)),
  ],
  [
    89,
    "wrapped, request twice, the first of them signed",
    mustRefuse(inviolable, "What is acted on must be what was signed, and readers of JSON act on the last."),
    refused({
      body: encoded(
        `{"request":${compact},"signature":"${byAccount(compact)}","request":${wrappedWith({ hardware_id: "Laptop-2" })}}`,
      ),
    }),
  ],
  [
    90,
    "wrapped, blanks outside too",
    seen,
    around(spaced(compact), (text, signature) => `{"request": ${text}, "signature": "${signature}"}`),
  ],
  [
    91,
    "wrapped, signature before request",
    seen,
    around(compact, (text, signature) => `{"signature":"${signature}","request":${text}}`),
  ],
  [
    92,
    "wrapped, letters escaped by their code",
    seen,
    wrapped(wrappedWith({ hostname: utf8 }).replace("ö", "\\u00f6").replace("ß", "\\u00df")),
  ],
  [93, "wrapped, an object inside", seen, wrapped(`{"variables":{"theme":"dark"},${compact.slice(1)}`)],
  [94, "wrapped, a brace inside of a text", seen, wrapped(wrappedWith({ hostname: "PC}1" }))],
];

function around(text: string, write: (text: string, signature: string) => string): OfflineFile {
  return { body: encoded(write(text, byAccount(text))), signedText: text };
}
