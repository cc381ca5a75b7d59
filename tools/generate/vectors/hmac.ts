import type { HmacVectors } from "../../../src/generated/types.ts";
import { hashOf, hmac, hmacOver } from "./signatures.ts";
import { headOf, type InputsOf, mayRefuse, mustAccept, mustRefuse, type Row, sources, vectorsOf } from "./vector.ts";
import { otherSpellings, rowsFrom } from "./wrong-signatures.ts";

type Inputs = InputsOf<HmacVectors["vectors"][number]>;

const { request, inviolable } = sources;

/** The key and the date that the documentation signs. */
const printed = { sharedKey: "kw4qSnpSwXzgiv5yxYpZZmFEd9QAeiKTQ6OuyMja", date: "Tue, 07 Jun 2011 20:51:35 GMT" };
const textOf = (date: string) => `licenseSpring\ndate: ${date}`;
const signed = (sharedKey: string, date: string): Inputs => {
  const signingString = textOf(date);
  return { sharedKey, date, signingString, signature: hmac(sharedKey, signingString) };
};
const right = signed(printed.sharedKey, printed.date);
const other = (change: Partial<Inputs>): Inputs => ({ ...right, ...change });
const over = (text: string): Inputs => other({ signature: hmac(printed.sharedKey, text) });
const otherBytes = mustRefuse(inviolable, "In base64 the case of a letter counts: these are other bytes.");
const algorithm = mustRefuse(request, "The page signs with HMAC-SHA256.");
const text = mustRefuse(request, "The page joins two lines by one newline, and signs nothing else.");

function swapCase(letters: string): string {
  return letters.replace(/[a-z]/gi, (letter) => (letter < "a" ? letter.toLowerCase() : letter.toUpperCase()));
}

const rows: Row<Inputs>[] = [
  [1, "the documentation's own example", mustAccept(request, "The page prints this signature."), right],
  [
    2,
    "a single-digit day",
    mustAccept(request, "The Date is signed to the letter."),
    signed("shared", "Sun, 01 Nov 2026 00:00:00 GMT"),
  ],
  [
    3,
    "a shared key beyond ASCII",
    mustAccept(request, "A key is a text, and a text is UTF-8."),
    signed("schlüssel-鍵", "Sun, 22 Nov 2026 01:52:00 GMT"),
  ],
  [
    4,
    "a date that ends in UTC",
    mustAccept(request, "The Date is signed to the letter, whatever it says."),
    signed("shared", "Sun, 22 Nov 2026 01:52:00 UTC"),
  ],
  [
    5,
    "another date under the old signature",
    mustRefuse(inviolable, "It signs another text."),
    other({ date: "Tue, 07 Jun 2011 20:51:36 GMT", signingString: textOf("Tue, 07 Jun 2011 20:51:36 GMT") }),
  ],
  [
    6,
    "signed with another key",
    mustRefuse(inviolable, "Who does not know the key has not signed."),
    other({ signature: hmac("another", right.signingString) }),
  ],
  [7, "a trailing newline was signed", text, over(`${right.signingString}\n`)],
  [8, "the first line was left out", text, over(`date: ${printed.date}`)],
  [
    9,
    "cut short",
    mustRefuse(inviolable, "A signature fits whole or not at all."),
    other({ signature: right.signature.slice(0, -4) }),
  ],
  [10, "an empty signature", mustRefuse(inviolable, "Nothing proves nothing."), other({ signature: "" })],
  [11, "the lines were joined by CRLF", text, over(right.signingString.replace("\n", "\r\n"))],
  [12, "no blank after date:", text, over(right.signingString.replace("date: ", "date:"))],
  [13, "Date with a capital", text, over(right.signingString.replace("date: ", "Date: "))],
  [14, "licensespring in lower case", text, over(right.signingString.toLowerCase())],
  [15, "the date alone", text, over(printed.date)],
  [16, "the date in another spelling was signed", text, over(textOf("2011-06-07T20:51:35Z"))],
  [
    17,
    "the key was read as base64",
    mustRefuse(request, "The page takes the key as the text that it is."),
    other({ signature: hmac(Buffer.from(printed.sharedKey, "base64"), right.signingString) }),
  ],
  [
    18,
    "the key with a newline at its end",
    mustRefuse(inviolable, "That is another key."),
    other({ signature: hmac(`${printed.sharedKey}\n`, right.signingString) }),
  ],
  [
    19,
    "the key in lower case",
    mustRefuse(inviolable, "That is another key."),
    other({ signature: hmac(printed.sharedKey.toLowerCase(), right.signingString) }),
  ],
  [55, "letters in the other case", otherBytes, other({ signature: swapCase(right.signature) })],
  [56, "all letters in lower case", otherBytes, other({ signature: right.signature.toLowerCase() })],
  [57, "an HMAC over SHA-1", algorithm, other({ signature: hmacOver("sha1", printed.sharedKey, right.signingString) })],
  [
    58,
    "SHA-256 of key and text in one, which is no HMAC",
    algorithm,
    other({ signature: hashOf(printed.sharedKey + right.signingString) }),
  ],
  [
    59,
    "signed under an empty key",
    mustRefuse(inviolable, "Everybody knows the empty key."),
    other({ signature: hmac("", right.signingString) }),
  ],
  [60, "signed without the date", text, over(textOf(""))],
  [61, "the day alone was signed", text, over(textOf(printed.date.slice(0, 16)))],
  [
    62,
    "a shared key of 100 bytes",
    mustAccept(request, "HMAC takes keys of any length: beyond a block of 64 bytes it hashes them."),
    signed("0123456789".repeat(10), printed.date),
  ],
  [
    63,
    "a shared key with a blank at each end",
    mustAccept(request, "The page takes the key as the text that it is."),
    signed(" shared key ", printed.date),
  ],
];

/** What a caller puts into the Authorization header. A server may be milder than this: see dates.json. */
export function hmacVectors(): object {
  const spelt = otherSpellings(right.signature, mustRefuse(request, "The page encodes in base64.")).map(
    ([name, { accept, ...verdict }, signature]) =>
      [
        name,
        accept
          ? mayRefuse("A server that compares texts refuses it, and no page says that others take it.")
          : { accept, ...verdict },
        signature,
      ] as const,
  );
  const { signature: _right, ...inputs } = right;
  return {
    ...headOf(
      "hmac",
      "signature = base64(HMAC-SHA256(sharedKey, 'licenseSpring' LF 'date: ' date)), for the Authorization header",
    ),
    vectors: vectorsOf("hmac", [...rows, ...rowsFrom(40, spelt, inputs)]),
  };
}
