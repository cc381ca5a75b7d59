import { generateKeyPairSync, sign as signRsa } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";
import { writeAuthorization } from "../src/api/authorization.ts";
import { portableCryptography } from "../src/api/cryptography.ts";
import { testPrivateKey } from "../src/generated/fixtures.ts";
import { authorize, createMock } from "../src/index.ts";
import { cli, run } from "./command.ts";

const folder = mkdtempSync(join(tmpdir(), "license-api-kit-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, content: string | Uint8Array) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};
const kit = (...words: string[]) => run(process.execPath, [cli, ...words]);

const date = "Tue, 07 Jun 2011 20:51:35 GMT";
const sharedKey = "kw4qSnpSwXzgiv5yxYpZZmFEd9QAeiKTQ6OuyMja";
const credentials = { apiKey: "6f9619ff", sharedKey };

describe("sign", () => {
  const flags = ["--api-key", credentials.apiKey, "--shared-key", sharedKey, "--date", date];

  test("prints the two headers, plain and as JSON", async () => {
    const { Date: signedDate, Authorization } = authorize(credentials, date);
    expect(await kit("sign", ...flags)).toMatchObject({
      status: 0,
      stdout: `Date: ${signedDate}\nAuthorization: ${Authorization}\n`,
    });
    expect(JSON.parse((await kit("sign", "--json", ...flags)).stdout)).toEqual({ Date: signedDate, Authorization });
  });

  test("prints flags of curl that a shell reads as they are meant", async () => {
    const { stdout } = await kit("sign", "--curl", ...flags, "--api-key", "it's");
    const echoed = await run("bash", ["-c", `printf '%s\\n' ${stdout}`]);
    const headers = authorize({ ...credentials, apiKey: "it's" }, date);
    expect(echoed.stdout).toBe(`-H\nDate: ${headers.Date}\n-H\nAuthorization: ${headers.Authorization}\n`);
  });

  test("without keys signs for the default world", async () => {
    const headers = JSON.parse((await kit("sign", "--json")).stdout);
    const query = "product=key-app&license_key=ACTV-PERP-KEYS-0001&hardware_id=Laptop-1";
    const answer = await createMock().fetch(`https://x.test/api/v4/check_license?${query}`, { headers });
    expect(answer.status).toBe(200);
  });

  test("one key alone is refused", async () => {
    expect(await kit("sign", "--api-key", "x")).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/both or none/),
    });
  });
});

describe("verify a request", () => {
  const verify = (signature: string, sent = date, key = sharedKey) => {
    const header = writeAuthorization({ signature, apikey: credentials.apiKey });
    return kit("verify", "--header", header, "--date", sent, "--shared-key", key);
  };
  const hmac = (text: string, key = sharedKey) => portableCryptography.hmac(key, text);
  const right = hmac(`licenseSpring\ndate: ${date}`);

  test("says ok", async () => {
    expect(await verify(right)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ok: /) });
  });

  test("shows the text that was signed with its line break", async () => {
    const { status, stdout } = await verify("x");
    expect(status).toBe(1);
    expect(stdout).toContain(
      `signed here:\n    licenseSpring\\n\n    date: ${date}\n  which gives  ${right}\n  found is     x\n`,
    );
  });

  test.each([
    ["CRLF", hmac(`licenseSpring\r\ndate: ${date}`), /lines were joined by carriage return and newline/],
    ["a newline too much", hmac(`licenseSpring\ndate: ${date}\n`), /a trailing newline was signed/],
    ["hex", Buffer.from(right, "base64").toString("hex"), /the signature is hex/],
    [
      "another form of the date",
      hmac("licenseSpring\ndate: 2011-06-07T20:51:35Z"),
      /the client signed 2011-06-07T20:51:35Z/,
    ],
    ["URL-decoded", right.replaceAll("+", " "), /URL-decoded: each \+ became a blank/],
    ["URL-encoded", encodeURIComponent(right), /URL-encoded/],
    [
      "a key with its newline",
      hmac(`licenseSpring\ndate: ${date}`, `${sharedKey}\n`),
      /signed with the shared key ".*\\n"/,
    ],
    ["the API key", hmac(`licenseSpring\ndate: ${date}`, credentials.apiKey), /the API key was used in place/],
    ["a wrong key", hmac(`licenseSpring\ndate: ${date}`, "other"), /a wrong shared key/],
  ])("explains %s", async (_name, signature, cause) => {
    const { status, stdout } = await verify(signature);
    expect({ status, cause: stdout.split("  cause: ")[1] }).toEqual({ status: 1, cause: expect.stringMatching(cause) });
  });

  test("names what a header lacks", async () => {
    const { stdout } = await kit("verify", "--header", 'algorithm="hmac-sha256"', "--date", date, "--shared-key", "x");
    expect(stdout).toContain("the header lacks headers, signature, apikey");
  });
});

describe("verify an answer", () => {
  const body = '{"id":22,"name":"Größe"}';
  const signature = signRsa("sha256", Buffer.from(body), testPrivateKey).toString("base64");
  const verify = (content: string | Uint8Array, given = signature, ...flags: string[]) =>
    kit("verify", "--body", fileOf("body", content), "--signature", given, ...flags);

  test("says ok for the exact bytes", async () => {
    expect(await verify(body)).toMatchObject({ status: 0, stdout: expect.stringMatching(/^ok: /) });
  });

  const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
  test.each([
    [
      "a newline at the end",
      `${body}\n`,
      signature,
      /a newline was added at the end: at byte 26 found 0a, signed was the end/,
    ],
    [
      "JSON written anew",
      '{"id": 22, "name": "Größe"}',
      signature,
      /the JSON was written anew: at byte 6 found 20, signed was 32 \(2\)/,
    ],
    ["quotes", `"${body}"`, signature, /quotes were put round/],
    ["Latin-1", Buffer.from(body, "utf8").toString("latin1"), signature, /: at byte \d+ found/],
    ["another text", '{"id":23}', signature, /the right key signed another text/],
    ["a blank for each +", body, signature.replaceAll("+", " "), /URL-decoded/],
    ["a cut signature", body, signature.slice(0, 40), /has 30 bytes, expected the key's 256/],
    ["no base64", body, "not base64!", /no base64/],
    ["SHA-1", body, signRsa("sha1", Buffer.from(body), testPrivateKey).toString("base64"), /over SHA-1/],
    ["another key", body, signRsa("sha256", Buffer.from(body), other.privateKey).toString("base64"), /another key/],
  ])("explains %s", async (_name, content, given, cause) => {
    const { status, stdout } = await verify(content, given);
    expect({ status, cause: stdout.split("  cause: ")[1] }).toEqual({ status: 1, cause: expect.stringMatching(cause) });
  });

  test("tells the test key from the server's own", async () => {
    const key = fileOf("key.pem", other.publicKey.export({ type: "spki", format: "pem" }));
    expect((await verify(body, signature, "--public-key", key)).stdout).toMatch(/made with the test key/);
    expect(await verify(body, signature, "--public-key", fileOf("no.pem", "hello"))).toMatchObject({
      status: 2,
      stderr: expect.stringMatching(/^error: --public-key .*no\.pem: /),
    });
  });
});

describe("verify a license", () => {
  const signed = (text: string) => signRsa("sha256", Buffer.from(text), testPrivateKey).toString("base64");
  const end = "2030-06-15T00:00:00.000Z";
  const verify = (signature: string, id = "KEY-1") =>
    kit("verify", "--license", id, "--hardware-id", "PC", "--validity-period", end, "--signature", signature);

  test("by the parts that it covers", async () => {
    expect(await verify(signed(`pc#key-1#${end.toLowerCase()}`))).toMatchObject({ status: 0 });
  });

  test.each([
    [`PC#KEY-1#${end}`, "KEY-1", /without putting it in lower case: at byte 0 found 70 \(p\), signed was 50 \(P\)/],
    ["pc#key-1#2030-06-15", "KEY-1", /the end was signed as "2030-06-15"/],
    ["pc#key-1#", "KEY-1", /a license without an end was signed/],
    [`pc#ada@x.test#${end.toLowerCase()}`, "ada@x.test|47", /the username ends at its first \|/],
  ])("explains that %s was signed", async (text, id, cause) => {
    const { status, stdout } = await verify(signed(text), id);
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringMatching(cause) });
  });
});

describe("verify vectors", () => {
  test.each(["hmac", "dates", "body-signature", "license-signature", "answers", "offline"])(
    "all of %s.json come out as they should",
    async (name) => {
      const file = fileURLToPath(new URL(`../fixtures/vectors/${name}.json`, import.meta.url));
      const { status, stdout, stderr } = await kit("verify", "--vector", file);
      expect({ status, stderr, wrong: stdout.match(/^(WRONG|drift).*/gm) }).toEqual({
        status: 0,
        stderr: "",
        wrong: null,
      });
      const { vectors, requests, answers } = JSON.parse(readFileSync(file, "utf8"));
      expect(stdout.trimEnd().split("\n")).toHaveLength((vectors ?? [...requests, ...answers]).length);
    },
  );

  const mine = { name: "mine", date, sharedKey, signature: "x", accept: true };
  const verify = (vector: object) =>
    kit("verify", "--vector", fileOf("mine.json", JSON.stringify({ vectors: [vector] })));

  test("a vector that does not come out as it should is marked", async () => {
    const { status, stdout } = await verify(mine);
    expect({ status, stdout }).toEqual({ status: 1, stdout: expect.stringMatching(/^WRONG {2}mine \(refused: /) });
  });

  test("what no source fixes may come out either way", async () => {
    const { status, stdout } = await verify({ ...mine, id: "mine-001", flag: "may" });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^may {4}mine-001 mine \(refused: /),
    });
  });

  test("what every client that is known does otherwise is drift, and no failure", async () => {
    const { status, stdout } = await verify({ ...mine, id: "mine-001", flag: "observed" });
    expect({ status, stdout }).toEqual({
      status: 0,
      stdout: expect.stringMatching(/^drift {2}mine-001 mine \(refused: /),
    });
  });

  test("a vector of no kind that is known is bad usage", async () => {
    const { status, stderr } = await verify({ name: "mine", accept: true });
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: expect.stringMatching(/"mine".*expected a vector of a kind that is known/),
    });
  });
});

test.each([
  [["verify"], /expected --header, --body, --license or --vector/],
  [["verify", "--body", "x"], /--signature: found nothing/],
  [["verify", "--body", "/no/such", "--signature", "x"], /--body \/no\/such: ENOENT/],
  [["verify", "--vector", fileURLToPath(new URL("../package.json", import.meta.url))], /found neither vectors/],
  [["verify", "--body", "x", "--vector", "y"], /cannot be used with/],
])("%j is bad usage", async (words, message) => {
  expect(await kit(...words)).toMatchObject({ status: 2, stderr: expect.stringMatching(message) });
});
