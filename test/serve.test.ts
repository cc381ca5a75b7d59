import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { connectMock } from "../src/control/client/index.ts";
import { authorize } from "../src/index.ts";
import { cli, run, type ServerProcess, startServer } from "./command.ts";
import { lacking } from "./tools.ts";

const noShell = lacking("bash", "curl", "openssl");

const folder = mkdtempSync(join(tmpdir(), "license-api-kit-"));
afterAll(() => rmSync(folder, { recursive: true }));
const fileOf = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

describe("a running server", () => {
  let server: ServerProcess;
  beforeAll(async () => {
    server = await startServer();
  });
  afterAll(() => server.end());
  const get = (path: string, init: RequestInit = {}) => fetch(server.url + path, init);

  test("prints one JSON line with all that a client needs", async () => {
    expect(server).toMatchObject({
      url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      apiKey: expect.any(String),
      sharedKey: expect.any(String),
      publicKeyUrl: `${server.url}/__mock/public-key`,
      pid: server.child.pid,
    });
    expect(await (await fetch(server.publicKeyUrl)).text()).toMatch(/^-----BEGIN PUBLIC KEY-----/);
  });

  test("says that it is well", async () => {
    expect(await (await get("/__mock/health")).json()).toMatchObject({ status: "ok" });
  });

  test("lists its roles with what they are for", async () => {
    const roles = (await (await get("/__mock/roles")).json()) as Record<string, unknown>;
    expect(roles.activeKeyLicense).toMatchObject({ about: expect.any(String), license_key: "ACTV-PERP-KEYS-0001" });
  });

  test.skipIf(noShell)("serves a client that was written from the documentation alone", async () => {
    const script = fileURLToPath(new URL("stranger.sh", import.meta.url));
    const { status, stdout, stderr } = await run("bash", [script, server.url, server.apiKey, server.sharedKey]);
    expect({ status, stderr, stdout }).toEqual({
      status: 0,
      stderr: "",
      stdout: expect.stringContaining("every signature fits"),
    });
  });

  test("logs each request with its outcome and the reason", async () => {
    await get("/api/v4/check_license", { headers: { ...authorize({ apiKey: server.apiKey, sharedKey: "wrong" }) } });
    await expect
      .poll(() => server.log())
      .toMatch(/GET \/api\/v4\/check_license 401 signature_mismatch \(signed here: /);
  });

  test.skipIf(noShell)("goes back to the start only on a JSON request from this machine", async () => {
    const json = { "content-type": "application/json" };
    expect((await get("/__mock/reset", { method: "POST" })).status).toBe(403);
    expect((await get("/__mock/reset", { method: "POST", headers: { "content-type": "text/plain" } })).status).toBe(
      403,
    );
    expect((await get("/__mock/reset", { method: "POST", headers: json })).status).toBe(200);
    const { stdout } = await run("curl", [
      ...[
        "-s",
        "-o",
        "/dev/null",
        "-w",
        "%{http_code}",
        "-X",
        "POST",
        "-H",
        "Host: evil.test",
        "-H",
        "content-type: application/json",
      ],
      `${server.url}/__mock/reset`,
    ]);
    expect(stdout).toBe("403");
  });

  test("answers nothing to pages of other origins, as no origin was named", async () => {
    const answer = await get("/api/v4/check_license", { headers: { origin: "https://app.test" } });
    expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    expect((await get("/api/v4/check_license", { method: "OPTIONS" })).status).toBe(404);
  });
});

test("pages of a named origin may call, and see the signature", async () => {
  const server = await startServer("--cors", "https://app.test", "--auth", "auto", "--quiet");
  const preflight = await fetch(`${server.url}/api/v4/activate_license`, { method: "OPTIONS" });
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get("access-control-allow-headers")).toContain("Authorization");
  const answer = await fetch(`${server.url}/api/v4/check_license?product=key-app`);
  expect(answer.headers.get("access-control-allow-origin")).toBe("https://app.test");
  expect(answer.headers.get("access-control-expose-headers")).toContain("LicenseSignature");
  expect(server.log()).toBe("");
  expect(await server.end("SIGINT")).toBe(0);
});

test.each(["SIGTERM", "SIGINT"] as const)("%s ends it cleanly, with a connection open", async (signal) => {
  const server = await startServer();
  await (await fetch(`${server.url}/__mock/health`)).text();
  expect(await server.end(signal)).toBe(0);
});

test("a world, policies and a signing key of one's own are used", async () => {
  const { generateKeyPairSync } = await import("node:crypto");
  const { privateKey, publicKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const world = {
    companies: [{ name: "Mine" }],
    apiKeys: [{ apiKey: "my-key", sharedKey: "my-secret" }],
    products: [{ code: "mine" }],
    licenses: [{ product: "mine", licenseKey: "MINE-MINE-MINE-MINE" }],
  };
  const server = await startServer(
    ...["--world", fileOf("mine.json", JSON.stringify(world)), "--policy", "signatureMismatchStatus=400"],
    ...["--policy", "dateSkewMinutes=60", "--signing-key"],
    fileOf("key.pem", privateKey.export({ type: "pkcs8", format: "pem" }).toString()),
  );
  expect(server).toMatchObject({ apiKey: "my-key", sharedKey: "my-secret" });
  expect(await (await fetch(server.publicKeyUrl)).text()).toBe(publicKey.export({ type: "spki", format: "pem" }));
  const headers = { ...authorize({ apiKey: "my-key", sharedKey: "x" }) };
  expect((await fetch(`${server.url}/api/v4/check_license`, { headers })).status).toBe(400);
  await server.end();
});

test("has keys of its own where other machines reach it, and those of the world where it is asked for", async () => {
  const keyOf = async (...flags: string[]) => {
    const server = await startServer("--quiet", ...flags);
    await server.end();
    return server.apiKey;
  };
  const known = await keyOf();
  const others = [
    await keyOf("--host", "0.0.0.0"),
    await keyOf("--host", "0.0.0.0"),
    await keyOf("--credentials", "own"),
  ];
  expect(new Set([known, ...others]).size).toBe(4);
  expect(await keyOf("--host", "0.0.0.0", "--credentials", "world")).toBe(known);
  const secret = ["--host", "0.0.0.0", "--space-secret", "s3cret"];
  expect(await keyOf(...secret)).toBe(await keyOf(...secret));
});

test("a key of 1024 bits for load is made at start, and its public half is given", async () => {
  const { createPublicKey, verify } = await import("node:crypto");
  const server = await startServer("--key-bits", "1024", "--auth", "auto", "--quiet");
  const publicKey = createPublicKey(await (await fetch(server.publicKeyUrl)).text());
  expect(publicKey.asymmetricKeyDetails?.modulusLength).toBe(1024);
  const answer = await fetch(`${server.url}/api/v4/product_details?product=key-app`);
  const signature = Buffer.from(answer.headers.get("LicenseSignature") ?? "", "base64");
  expect(verify("sha256", Buffer.from(await answer.arrayBuffer()), publicKey, signature)).toBe(true);
  await server.end();
});

test("spaces, journal, clock and control token are as the flags say", async () => {
  const server = await startServer(
    ...["--require-space", "--space-ttl", "30m", "--max-spaces", "1", "--journal", "2", "--quiet"],
    ...["--clock", "2030-01-31T00:00:00Z", "--control-token", "s3cret", "--control-cors", "https://app.test"],
  );
  const { url } = server;
  await expect(connectMock(url).spaces()).rejects.toThrow("control token");
  const space = await connectMock(url, { token: "s3cret" }).space("mine");
  expect(await space.clock.now()).toBe(Date.parse("2030-01-31T00:00:00Z"));
  for (let at = 0; at < 3; at++) await space.fetch("https://x.test/api/v4/oauth_url");
  expect(await space.journal.entries()).toHaveLength(2);
  await expect(connectMock(url, { token: "s3cret" }).space()).rejects.toThrow("expected at most 1");
  const answer = await fetch(`${url}/api/v4/check_license`, { headers: { ...authorize(server) } });
  expect(answer.headers.get("X-Mock-Explain")).toContain("make a space");
  const preflight = { method: "OPTIONS", headers: { origin: "https://app.test" } };
  expect((await fetch(`${url}/__mock/faults`, preflight)).status).toBe(204);
  await server.end();
});

test("the control token may come from the environment", async () => {
  process.env.LICENSE_API_KIT_CONTROL_TOKEN = "fr0m-environment";
  const server = await startServer("--quiet");
  delete process.env.LICENSE_API_KIT_CONTROL_TOKEN;
  expect(await connectMock(server.url, { token: "fr0m-environment" }).spaces()).toEqual(["default"]);
  await expect(connectMock(server.url).spaces()).rejects.toThrow("control token");
  await server.end();
});

describe("a wrong start ends with status 2 and one clear message:", () => {
  const broken = fileOf("broken.json", '{"companies": [');
  const invalid = fileOf("invalid.json", '{"companies":[],"apiKeys":[],"products":[],"licenses":[]}');
  const notKey = fileOf("not-key.pem", "hello");
  test.each([
    [["--port", "99999"], "option '--port <number>' argument '99999' is invalid. Expected a number from 0 to 65535."],
    [["--wrold", "x"], "unknown option '--wrold'"],
    [["--auth", "none"], "Allowed choices are verify, headers, auto, off."],
    [["--policy", "dialect=real"], 'policy dialect: found "real", expected documents or service'],
    [["--policy", "dialekt=service"], "policy dialekt: there is no such policy"],
    [["--world", join(folder, "none.json")], "none.json: ENOENT"],
    [["--world", broken], "broken.json: "],
    [["--world", invalid], "invalid.json: /companies: must not be empty, found [] (and 1 more)"],
    [["--signing-key", notKey], "not-key.pem: "],
    [["--key-bits", "512"], "Allowed choices are 1024, 2048, 3072, 4096."],
    [["--key-bits", "1024", "--signing-key", notKey], "cannot be used with option '--signing-key <file>'"],
    [["--clock", "soon"], "argument 'soon' is invalid. Expected a date like 2030-01-31T00:00:00Z."],
    [["--journal", "-1"], "argument '-1' is invalid. Expected a whole number"],
    [["--max-spaces", "many"], "argument 'many' is invalid. Expected a whole number"],
    [["--space-ttl", "30"], "argument '30' is invalid. Expected a duration like 30m, 12h or 7d."],
    [["--control-token", ""], "--control-token: controlToken: found an empty text"],
    [["--https", "--cert", notKey], "--cert and --cert-key: found one of them, expected both or none"],
    [["--https", "--cert", notKey, "--cert-key", notKey], "--port 0: "],
    [["--host", "no.such.host.invalid"], "--host no.such.host.invalid"],
  ])("%j", async (flags, message) => {
    const { status, stderr, stdout } = await run(process.execPath, [cli, "serve", "--port", "0", ...flags]);
    expect({ status, stdout }).toEqual({ status: 2, stdout: "" });
    expect(stderr).toContain(message);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  test("a port in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const { port } = other.address() as AddressInfo;
    const { status, stderr } = await run(process.execPath, [cli, "serve", "--port", String(port)]);
    other.close();
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: `error: --host 127.0.0.1 --port ${port}: port ${port} is in use; choose another, or --port 0 for a free one\n`,
    });
  });

  test("an unknown command", async () => {
    const { status, stderr } = await run(process.execPath, [cli, "server"]);
    expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining("unknown command 'server'") });
  });
});

test.skipIf(noShell)("without --json it prints lines to paste, and each of them works", async () => {
  const { spawn } = await import("node:child_process");
  const child = spawn(process.execPath, [cli, "serve", "--port", "0", "--quiet"], { timeout: 30_000 });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
  });
  await expect.poll(() => text, { timeout: 10_000 }).toContain("Ctrl-C ends it.");
  const lines = text.split("\n").filter((line) => /^ {2}(curl|D=)/.test(line));
  expect(lines).toHaveLength(3);
  const answers = await Promise.all(lines.map((line) => run("sh", ["-c", line])));
  expect(answers.map(({ stdout }) => Object.keys(JSON.parse(stdout)))).toEqual([
    expect.arrayContaining(["activeKeyLicense"]),
    expect.arrayContaining(["license_active", "license_signature"]),
    expect.arrayContaining(["total_consumptions"]),
  ]);
  child.kill();
});
