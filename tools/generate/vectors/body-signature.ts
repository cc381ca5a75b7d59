import type { BodySignatureVectors } from "../../../src/generated/types.ts";
import { byAnotherKey, selfNamed } from "./another-key.ts";
import { publicKey, rsa } from "./signatures.ts";
import {
  headOf,
  type InputsOf,
  mayAccept,
  mayRefuse,
  mustAccept,
  mustRefuse,
  type Row,
  sources,
  type Verdict,
  vectorsOf,
} from "./vector.ts";
import { otherSpellings, rowsFrom, wrongSignatures } from "./wrong-signatures.ts";

type Inputs = InputsOf<BodySignatureVectors["vectors"][number]>;

const { v2, inviolable } = sources;
const signed = (body: string): Inputs => ({ body, signature: rsa(body) });

/** A body whose signature is of another spelling of the same JSON. */
const respelt = (body: string, original: string): Inputs => ({ body, signature: rsa(original) });

const object = '{"id":1000000000000022,"total_consumptions":13}';
const whole = mustAccept(v2, "The signature covers the entire answer.");
const fits = mustAccept(
  inviolable,
  "The signature fits these bytes. Whether such answers are signed at all no page says.",
);
const other = mustRefuse(inviolable, "The signature is of another answer.");
const anew = "Some clients verify the bytes as they came, others the JSON written anew; the page allows both readings.";
const asItCame = mayAccept(anew);
const notAsItCame = mayRefuse(anew);

const long = `{"list":"${"a".repeat(1200)}","end":1}`;
const huge = `{"list":"${"a".repeat(66_000)}","end":1}`;

const rows: Row<Inputs>[] = [
  [1, "an object", whole, signed(object)],
  [2, "an error", fits, signed('{"status":400,"code":"license_not_found","message":"There is no such license"}')],
  [3, "a list", whole, signed('[{"variable":"theme","value":"dark"}]')],
  [4, "a bare text", fits, signed("license_deactivated")],
  [5, "an empty body", fits, signed("")],
  [6, "letters beyond ASCII, as UTF-8", whole, signed('{"name":"Größe 鍵 🔑"}')],
  [7, "a changed number", other, respelt('{"id":1000000000000022,"total_consumptions":3}', object)],
  [8, "the same JSON with blanks", notAsItCame, respelt('{"id": 1000000000000022, "total_consumptions": 13}', object)],
  [9, "the same members in another order", other, respelt('{"total_consumptions":13,"id":1000000000000022}', object)],
  [10, "a newline at the end", notAsItCame, respelt(`${object}\n`, object)],
  [11, "the signature of another body", other, respelt(object, "{}")],
  [
    12,
    "a signature that is no base64",
    mustRefuse(inviolable, "It is no signature at all."),
    { body: object, signature: "not base64!" },
  ],
  [13, "letters that web pages escape", whole, signed('{"name":"<Tom & Jerry\'s> a/b\u2028"}')],
  [14, "an empty object", whole, signed("{}")],
  [15, "a number of a fraction", whole, signed('{"units":0.1}')],
  [
    115,
    "an error under the signature of another body",
    other,
    respelt('{"status":400,"code":"license_not_found","message":"There is no such license"}', object),
  ],
  [116, "more behind a NUL", other, respelt(`${object}\0{"id":22}`, object)],
  [
    117,
    "a body of 1.2 KB, changed behind what was signed, its first 1024 bytes",
    other,
    respelt(long, long.slice(0, 1024)),
  ],
  [118, "a body of 66 KB", whole, signed(huge)],
  [119, "a body of 66 KB, signed over its first 65536 bytes", other, respelt(huge, huge.slice(0, 65536))],
  [
    120,
    "a body that names the key by which it is signed",
    mustRefuse(inviolable, "Anybody can make a key; the client's own counts."),
    { body: JSON.stringify({ id: 22, public_key: selfNamed.publicKey }), signature: selfNamed.body },
  ],
];

/** Bodies that a library may write so: signed as they are, then respelt under the signature of the usual spelling. */
const spellings: [name: string, body: string, usual: string][] = [
  ["blanks after commas and colons", '{"id": 22, "list": [1, 2]}', '{"id":22,"list":[1,2]}'],
  ["JSON over several lines", '{\n  "id": 22\n}', '{"id":22}'],
  ["JSON over several lines with CRLF", '{\r\n  "id": 22\r\n}', '{"id":22}'],
  ["CRLF at the end", '{"id":22}\r\n', '{"id":22}'],
  ["a byte order mark in front", '\uFEFF{"id":22}', '{"id":22}'],
  ["1.0 for 1", '{"units":1.0}', '{"units":1}'],
  ["1e3 for 1000", '{"units":1e3}', '{"units":1000}'],
  ["-0 for 0", '{"units":-0}', '{"units":0}'],
  ["a number beyond 2^53", '{"id":9007199254740993}', '{"id":9007199254740992}'],
  ["letters escaped by their code", '{"name":"Gr\\u00f6\\u00dfe"}', '{"name":"Größe"}'],
  ["an escaped slash", '{"url":"https:\\/\\/x.test\\/"}', '{"url":"https://x.test/"}'],
  ["escapes in capitals", '{"name":"\\u001F"}', '{"name":"\\u001f"}'],
  ["members that look like numbers, not in their order", '{"10":1,"9":2}', '{"9":2,"10":1}'],
  ["a member that is there twice", '{"units":1,"units":2}', '{"units":2}'],
];

/** What neither a client of the bytes nor one that writes JSON anew takes for the same. */
const changes: [name: string, body: string, original: string, verdict?: Verdict][] = [
  ["a member more", '{"id":22,"is_trial":false}', '{"id":22}'],
  ["a member less", '{"id":22}', '{"id":22,"is_expired":true}'],
  ["null for a text", '{"end":null}', '{"end":"2030-06-15T00:00:00.000Z"}'],
  ["a text for a number", '{"id":"22"}', '{"id":22}'],
  ["another case of letters", '{"name":"ADA"}', '{"name":"Ada"}'],
  ["a letter in another form of Unicode", '{"name":"e\u0301"}', '{"name":"\u00e9"}'],
  ["items of a list in another order", "[2,1]", "[1,2]"],
  ["the list without its last item", "[1]", "[1,2]"],
  ["another bare text", "license_activated", "license_deactivated"],
  ["quotes round a bare text", '"license_deactivated"', "license_deactivated", notAsItCame],
  ["a newline after a bare text", "license_deactivated\n", "license_deactivated", notAsItCame],
  ["a page in place of an object", "<html></html>", object],
  ["an empty body in place of an object", "", object],
];

/** The bytes of an answer under its LicenseSignature header. */
export function bodyVectors(): object {
  const own = spellings.map(([name, body], at): Row<Inputs> => [20 + at, `signed so: ${name}`, asItCame, signed(body)]);
  const twins = spellings.map(
    ([name, body, usual], at): Row<Inputs> => [40 + at, `respelt: ${name}`, notAsItCame, respelt(body, usual)],
  );
  const changed = changes.map(
    ([name, body, original, verdict = other], at): Row<Inputs> => [60 + at, name, verdict, respelt(body, original)],
  );
  const noHex = mustRefuse(v2, "The page encodes in base64.");
  return {
    ...headOf("body-signature", "LicenseSignature header = base64(RSA-SHA256 PKCS#1 v1.5 over the bytes of the body)"),
    publicKey,
    vectors: vectorsOf("body-signature", [
      ...rows,
      ...own,
      ...twins,
      ...changed,
      ...rowsFrom(80, wrongSignatures(object, v2, byAnotherKey.body), { body: object }),
      ...rowsFrom(100, otherSpellings(rsa(object), noHex), { body: object }),
    ]),
  };
}
