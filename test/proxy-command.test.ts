import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { certificateFor } from "../src/cli/certificate.ts";
import { cases } from "../src/contract/cases/index.ts";
import type { JudgedClaim } from "../src/contract/claim.ts";
import { runContract } from "../src/contract/run.ts";
import { type Server, serve } from "../src/doors/node.ts";
import { authorize } from "../src/index.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { cli, run, startProxy } from "./command.ts";
import { lacking } from "./tools.ts";

const folder = mkdtempSync(join(tmpdir(), "license-api-kit-"));
const fileOf = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
let mock: Mock;
let server: Server;
beforeAll(async () => {
  mock = createMock();
  server = await serve(mock);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

const check = "/api/v4/check_license?product=key-app&license_key=ACTV-PERP-KEYS-0001&hardware_id=Laptop-1";
const signed = () => ({ headers: { ...authorize(mock.credentials), accept: "*/*" } });

test("Ctrl-C ends it with a report of what passed", async () => {
  const report = join(folder, "report.json");
  const key = fileOf("key.pem", mock.publicKey);
  const proxy = await startProxy(server.url, "--public-key", key, "--report", `json=${report}`);
  expect((await fetch(proxy.url + check, signed())).status).toBe(200);
  expect((await fetch(`${proxy.url + check}&hardwareId=x`, signed())).status).toBe(200);
  expect((await fetch(`${proxy.url}/api/v4/check_licence`, signed())).status).toBe(404);
  expect(await proxy.end("SIGINT")).toBe(1);
  const { target, cases: reported, summary, exitStatus, ...rest } = JSON.parse(readFileSync(report, "utf8"));
  expect(rest.tool.version).toMatch(/^\d/);
  expect({ target, exitStatus, checked: summary.checked }).toEqual({
    target: { baseUrl: server.url },
    exitStatus: 1,
    checked: 3,
  });
  expect(reported).toMatchObject([
    { id: "check_license/ok", endpoint: "check-license", verdict: "passed", claims: [] },
    { id: "check_license/ok/1", verdict: "failed" },
    { id: "unknown/not_found", endpoint: "unknown", remarks: [expect.stringContaining("check_licence")] },
  ]);
  expect(reported[1].claims.filter(({ verdict }: JudgedClaim) => verdict !== "held")).toEqual([
    expect.objectContaining({ kind: "request", verdict: "failed", suspect: "client", expected: "hardware_id" }),
  ]);
  expect(JSON.stringify(reported)).toContain("LICENSE-KEY-1");
  expect(JSON.stringify(reported)).not.toContain("ACTV-PERP-KEYS-0001");
});

test("prints what it finds as it comes, and with --quiet nothing else", async () => {
  const proxy = await startProxy(server.url, "--quiet");
  await fetch(proxy.url + check, signed());
  await fetch(`${proxy.url + check}&hardwareId=x`, signed());
  await expect.poll(() => proxy.log()).toMatch(/client: the undocumented parameter hardwareId, expected hardware_id/);
  expect(proxy.log().match(/ GET /g)).toHaveLength(1);
  expect(await proxy.end()).toBe(1);
});

test("ends well where all that passed keeps the contract", async () => {
  const proxy = await startProxy(server.url);
  await fetch(proxy.url + check, signed());
  expect(await proxy.end("SIGINT")).toBe(0);
  expect(proxy.log()).toMatch(
    /GET \/api\/v4\/check_license 200 ok\ncalls with findings: 0; not judged: 0; open questions: 0; drift: 0\n$/,
  );
});

test("what is open or drifts is told with what it rests on, in the log and in the report, and breaks nothing", async () => {
  const silent = await serve(createMock({ policy: { signedRefusals: false } }));
  const page = join(folder, "open.html");
  const proxy = await startProxy(silent.url, "--report", `html=${page}`);
  await fetch(`${proxy.url}${check.replace("ACTV-PERP-KEYS-0001", "NONE")}`, signed());
  expect(await proxy.end("SIGINT")).toBe(0);
  await silent.close();
  expect(proxy.log()).toMatch(
    / 400 license_not_found\n {2}open: no signature, expected a LicenseSignature.* \(assumed\)\n/,
  );
  const html = readFileSync(page, "utf8");
  expect(html).toContain('<header class="amber">');
  expect(html).toContain("no signature");
});

test("records each call without a secret, a key, a name or a signature, and overwrites nothing", async () => {
  const records = join(folder, "records");
  mkdirSync(join(records, "check-license"), { recursive: true });
  writeFileSync(join(records, "check-license", "1-ok.json"), "mine");
  const proxy = await startProxy(server.url, "--record", records, "--quiet");
  const own = cases.filter(({ policy }, at) => policy === undefined && at % 3 === 0);
  for (const contractCase of own) {
    mock.reset();
    const target = { ...mock, baseUrl: proxy.url };
    for await (const result of runContract({ target, cases: [contractCase], allow: "permanent" })) void result;
  }
  const { client_id, client_secret, token_url } = mock.roles.oauthClient as unknown as Record<string, string>;
  const form = { grant_type: "client_credentials", client_id, client_secret } as Record<string, string>;
  const token = await fetch(proxy.url + token_url, { method: "POST", body: new URLSearchParams(form) });
  const { access_token } = (await token.json()) as { access_token: string };
  await proxy.end("SIGINT");

  expect(readFileSync(join(records, "check-license", "1-ok.json"), "utf8")).toBe("mine");
  const files = readdirSync(records, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".json"));
  const texts = files.map((file) => readFileSync(join(records, file), "utf8"));
  expect(files.length).toBeGreaterThan(own.length);
  const all = texts.join("\n");
  for (const [name, secret] of [["access_token", access_token], ...secretsOfRoles()]) {
    expect(all.includes(secret as string), `${name} ${secret}`).toBe(false);
    expect(all.includes(btoa(secret as string).slice(0, -3)), `${name} in base64`).toBe(false);
  }
  expect(all).not.toMatch(/[A-Za-z0-9+/]{300,}/);
  const [first] = texts.filter((text) => text.includes('"case": "check_license/ok"'));
  expect(JSON.parse(first as string)).toMatchObject({
    evidence: expect.stringContaining(server.url),
    exchanges: [
      {
        request: {
          method: "GET",
          url: expect.stringMatching(/license_key=LICENSE-KEY-\d+|username=user-\d+@example.test/),
        },
        response: {
          status: 200,
          headers: { licensesignature: "[signature]" },
          body: { license_signature: "[signature]" },
        },
      },
    ],
  });
}, 120_000);

/** What must not be told of the default world: what lets somebody in, and whose it is. */
function secretsOfRoles(): [name: string, value: string][] {
  const names = ["password", "id_token", "access_token", "client_secret", "previous_secret", "sharedKey", "apiKey"];
  return Object.values(mock.roles).flatMap((role) =>
    Object.entries(role).filter(
      (entry): entry is [string, string] =>
        [...names, "code", "license_key", "username"].includes(entry[0]) && typeof entry[1] === "string",
    ),
  );
}

const noOpenssl = lacking("openssl");
const trusts = `reaches a target over HTTPS by a certificate that it is told to trust, and says so where it is not${noOpenssl}`;
test.skipIf(noOpenssl)(trusts, async () => {
  const { cert, key, file } = await certificateFor("127.0.0.1");
  const secure = await serve(mock, { https: { cert, key } });
  const [trusting, wary] = await Promise.all([startProxy(secure.url, "--ca", file), startProxy(secure.url)]);
  expect((await fetch(trusting.url + check, signed())).status).toBe(200);
  const refused = await fetch(wary.url + check, signed());
  expect(refused.status).toBe(502);
  expect(await refused.json()).toMatchObject({ code: "bad_gateway", message: expect.stringContaining("certificate") });
  expect(await trusting.end("SIGINT")).toBe(0);
  expect(await wary.end("SIGINT")).toBe(7);
  expect(wary.log()).toMatch(/\n {2}not judged: certificate: .*\(inviolable\)\ncalls with findings: 0; not judged: 1;/);
  await secure.close();
  rmSync(dirname(file), { recursive: true });
});

test.each([
  ["no target", [], "--target <url>"],
  ["a target that is no address", ["--target", "staging"], "Expected an address"],
  ["a target with the API's path", ["--target", "http://x.test/api/v4"], "without /api/v4"],
  ["its own address", ["--target", "http://127.0.0.1:8099", "--port", "8099"], "the proxy's own address"],
  ["a report of no kind", ["--target", "http://x.test", "--report", "pdf=x"], "expected KIND=PATH"],
  [
    "a report in no folder",
    ["--target", "http://x.test", "--report", "json=/no/such/x.json"],
    "--report json=/no/such",
  ],
  ["records where there is a file", ["--target", "http://x.test", "--record", cli], `--record ${cli}: EEXIST`],
  ["a key that is none", ["--target", "http://x.test", "--public-key", cli], `--public-key ${cli}: `],
  ["a certificate that is none", ["--target", "http://x.test", "--ca", cli], `--ca ${cli}: `],
])("%s is refused with one clear message", async (_what, flags, message) => {
  const { status, stdout, stderr } = await run(process.execPath, [cli, "proxy", ...flags]);
  expect({ status, stdout, stderr }).toEqual({ status: 2, stdout: "", stderr: expect.stringContaining(message) });
});
