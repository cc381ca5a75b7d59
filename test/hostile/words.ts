import { bytes, int, pick, type Random } from "./random.ts";

/** All that Node's parser lets through, CONNECT apart. */
export const methods = [
  ...["GET", "GET", "GET", "POST", "POST", "POST", "HEAD", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE"],
  ...["COPY", "LOCK", "MKCOL", "PROPFIND", "REPORT", "M-SEARCH", "PURGE", "LINK", "SOURCE", "SEARCH"],
];

export const targets = [
  ...["/", "*", "//", "/api", "/api/v4", "/api/v4/", "/api/v4/no_such_thing", "/api/v5/check_license", "/favicon.ico"],
  ...[
    "/api/v4/../v4/check_license",
    "/api//v4//check_license//x",
    "/api/v4/check_license/..",
    "/api\\v4\\check_license",
  ],
  ...["/api/v4/%63heck_license", "/%", "/%zz", "/%00", "/%c0%af", "/%ff", "/a%0d%0aSet-Cookie:%20b", '/"<>^`{|}'],
  ...[
    "http://evil.example/api/v4/check_license",
    "HTTP://x",
    "http://u:p@[::1]:99999/x",
    "ftp://x/y",
    "//evil.example/x",
  ],
  ...["/__proto__", "/constructor", "/api/v4/toString", "/é", "/\xff\xfe", "/a b", "/\x01", `/${"a".repeat(15_000)}`],
  ...[`/${"a".repeat(20_000)}`, `/${"/".repeat(5_000)}`, `/${"%41".repeat(4_000)}`, "no-slash", "x:80", "?", "#"],
];

export const queries = [
  ...["?", "??", "?&&&", "?=", "?=&=", "?a", "?a=%", "?a=%zz", "?a=%E0%A4%A", "?a=%00", '?a="<>', "?a=b#c", "#"],
  ...["?product=x&product=y", "?license_key[]=a&license_key[b]=c", "?__proto__=1&constructor=2", "?a=b?c=d", "?a=+%2B"],
  ...[
    `?product=${"x".repeat(10_000)}`,
    `?${"a&".repeat(5_000)}`,
    `?${"a=1&".repeat(3_000)}`,
    "?license_id=1e999",
    "?a=\xe9",
  ],
];

export const harmless = [
  ...[
    "Accept: application/json",
    "Accept: */*",
    "Accept:",
    "Content-Type: application/json",
    "Content-Type: text/html",
  ],
  ...[
    "Content-Type: application/json; charset=utf-16",
    "Content-Type: ;;;=",
    "Content-Encoding: gzip",
    "Range: bytes=0-",
  ],
  ...[
    "User-Agent: x",
    "Cookie: a=b; c",
    "Cookie: __proto__=1",
    "Origin: null",
    "X-A: \xe9\xff",
    "If-None-Match: *",
    "TE: trailers",
  ],
  ...[
    "__proto__: x",
    "constructor: y",
    "X-Forwarded-Host: evil.example",
    "X-HTTP-Method-Override: DELETE",
    "Trailer: Date",
  ],
  ...["Connection: keep-alive", "Connection: Upgrade\r\nUpgrade: h2c", "Connection: Upgrade\r\nUpgrade: websocket"],
];

/** Authorization of a sort. */
export const forged = [
  ...[
    "Date:",
    "Date: 0",
    "Date: Thu, 01 Jan 1970 00:00:00 GMT",
    "Date: \xff",
    `Date: ${"9".repeat(5_000)}`,
    "Authorization:",
  ],
  ...[
    "Date: Thu, 01 Jan 2099 00:00:00 GMT",
    "Authorization: Bearer",
    "Authorization: Bearer a.b.c",
    "Authorization: Basic eDp5",
  ],
  ...['Authorization: algorithm="hmac-sha256",headers="date",signature="AAAA",apikey="x"', "Authorization: apikey=x"],
  ...['Authorization: algorithm="none",headers="",signature="",apikey=""', 'Authorization: algorithm="hmac-sha256'],
  ...['Authorization: signature="%",signature="\xe9",apikey="__proto__"', `Authorization: ${'"=,'.repeat(3_000)}`],
];

/** Header lines that no parser, or no careful server, lets pass. */
export const poison = [
  ...[
    "Host: y",
    "Host:",
    "no colon",
    " leading: space",
    "a b: c",
    "a : b",
    ": empty",
    "A: b\r\n folded",
    "A: \0",
    "A: \x01",
  ],
  ...["\xe9: x", "A\0: b", "A: b\nC: d", "A: b\rC: d", `X: ${"x".repeat(17_000)}`, `${"a:\r\n".repeat(1_500)}b: c`],
  ...[
    "Content-Length: -1",
    "Content-Length: x",
    "Content-Length: 3",
    "Content-Length: 99999999999999999999",
    "Content-Length: 1e3",
  ],
  ...[
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: gzip",
    "Transfer-Encoding: identity",
    "Transfer-Encoding: chunked, chunked",
  ],
  ...[
    "Expect: 100-continue",
    "Expect: 200-ok",
    "Expect:",
    "Connection: close",
    "Connection: \xff",
    "HTTP2-Settings: AAAA",
  ],
];

export const framing = [
  ...[
    "Content-Length: 0",
    "Content-Length: 5",
    "Content-Length: 500",
    "Content-Length: 5, 5",
    "Content-Length:",
    "Content-Length: 0x5",
  ],
  ...[
    "Content-Length: +5",
    "Content-Length: 9007199254740993",
    "Content-Length: 18446744073709551615",
    "Content-Length: 5 5",
  ],
  ...[
    "Transfer-Encoding: chunked",
    "Transfer-Encoding: Chunked",
    "Transfer-Encoding: xchunked",
    "Transfer-Encoding: gzip, chunked",
  ],
  ...[
    "Transfer-Encoding: chunked, identity",
    "Transfer-Encoding:",
    "Transfer-Encoding : chunked",
    "Transfer-Encoding: \x0bchunked",
  ],
];

export const chunkings = [
  ...[
    "",
    "5\r\nhello\r\n0\r\n\r\n",
    "5\r\nhello\r\n0\r\n",
    "5\r\nhel",
    "zz\r\n",
    "-5\r\nhello\r\n",
    "5\r\nhello!\r\n",
    "5\nhello\n0\n\n",
  ],
  ...[
    "ffffffffffffffffff\r\n",
    "5;a=b\r\nhello\r\n0\r\n\r\n",
    `5;${"x".repeat(20_000)}\r\nhello\r\n0\r\n\r\n`,
    "0x5\r\nhello\r\n0\r\n\r\n",
  ],
  ...[
    `0\r\nT: ${"x".repeat(20_000)}\r\n\r\n`,
    "0\r\nContent-Length: 5\r\n\r\n",
    "0\r\nbad trailer\r\n\r\n",
    "hello",
    "hello!!",
    "\0",
  ],
];

/** How other protocols say hello. */
export const protocols = [
  ...[
    "!",
    "\x16\x03\x01\x02\x00\x01\x00\x01",
    "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    "*1\r\n$4\r\nPING\r\n",
    "\0\0\0\0",
    "\x05\x01\x00",
  ],
  ...[
    "SSH-2.0-x\r\n",
    "EHLO x\r\n",
    "\x03\x00\x00\x13",
    "PROXY TCP4 1.2.3.4 1.2.3.4 1 2\r\n",
    "<policy-file-request/>\0",
    "{}",
  ],
];

/** Bodies that no endpoint accepts, whoever asks. Most are small; a few come up to the limit of 1 MiB. */
export const bodies: ((random: Random) => Buffer)[] = [
  ...[
    "",
    "[]",
    "null",
    "true",
    "0",
    '"text"',
    "{",
    "}",
    "{]",
    '{"a"',
    '{"a":}',
    "{'a':1}",
    "{a:1}",
    '{"a":1,}',
    "NaN",
    "-",
    "\0",
  ],
  ...[
    "{}",
    '{"product":null}',
    '{"product":[]}',
    '{"product":{"a":1}}',
    '{"product":""}',
    '{"__proto__":{"product":"x"}}',
    "  ",
  ],
  ...[
    '{"product":"no such product"}',
    '{"product":1e999}',
    '{"license_key":"\ud800","product":"\udfff"}',
    '{"product":"\\ud800"}',
  ],
  ...[
    "product=x&license_key=y",
    "<xml/>",
    "--x\r\nContent-Disposition: form-data\r\n\r\n",
    "\ufeff{}",
    '{"product":"a","product":["b"]}',
  ],
].map((text) => () => Buffer.from(text));
bodies.push(
  (random) => bytes(random, int(random, 300)),
  (random) => Buffer.concat([Buffer.from('{"product":"'), bytes(random, 20), Buffer.from('"}')]),
  (random) =>
    Buffer.from([...Buffer.from('{"product":"'), pick(random, [0x80, 0xc0, 0xed, 0xf5, 0xff]), 0x80, 0x22, 0x7d]),
  (random) => Buffer.from("[".repeat(int(random, 50_000))),
  (random) => Buffer.from(`{"product":"none","x":${'{"a":'.repeat(int(random, 20_000))}`),
  () => Buffer.from(`{"x":${'{"a":'.repeat(20_000)}1${"}".repeat(20_001)}`),
  () => Buffer.from(`{${Array.from({ length: 2_000 }, (_, i) => `"k${i}":${i}`).join()}}`),
  (random) => (random() < 0.2 ? Buffer.alloc(2 ** 20, pick(random, ["a", "[", "\xff", " ", '"'])) : Buffer.from("a")),
);
