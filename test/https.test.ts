import { spawn } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { cli, run, type ServerProcess, startServer } from "./command.ts";
import { lacking } from "./tools.ts";

const noTools = lacking("curl", "openssl", "python3");
const isWindows = process.platform === "win32"; // where a script is no program, and a folder has no mode
const folder = mkdtempSync(join(tmpdir(), "license-api-kit-"));
afterAll(() => rmSync(folder, { recursive: true }));

type SecureServer = ServerProcess & { readonly certificate: string };

const startSecure = async (...flags: string[]) => (await startServer("--https", "--quiet", ...flags)) as SecureServer;

/** A folder of its own for temporary files, as the environment names it. */
function temporaryFolder(name: string) {
  const temporary = join(folder, name);
  mkdirSync(temporary);
  return { temporary, env: { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary } };
}

/** Runs `serve` to its end; gives what is left of temporary files as well. */
async function serveIn(name: string, flags: readonly string[], own: Readonly<Record<string, string>> = {}) {
  const { temporary, env } = temporaryFolder(name);
  const ended = await run(process.execPath, [cli, "serve", "--https", ...flags], { ...env, ...own });
  return { ...ended, left: readdirSync(temporary) };
}

/** A folder with an `openssl` that is this script. */
function standIn(name: string, script: string): string {
  const bin = join(folder, `bin of one that ${name}`);
  mkdirSync(bin);
  writeFileSync(join(bin, "openssl"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return bin;
}

describe.skipIf(noTools)(`HTTPS with a certificate made at start${noTools}`, () => {
  test("is trusted by curl, Node and Python that are given its file, and by nobody else", async () => {
    const server = await startSecure();
    const { certificate, url } = server;
    const { port } = new URL(url);
    expect(url).toMatch(/^https:/);
    const suspicious = await run("curl", ["-sS", `${url}/__mock/health`]);
    expect(suspicious).toMatchObject({ status: 60, stderr: expect.stringContaining("certificate") });
    for (const host of ["127.0.0.1", "localhost"]) {
      const health = `https://${host}:${port}/__mock/health`;
      const inNode = `fetch("${health}").then((answer) => answer.text()).then(console.log)`;
      const inPython = `import ssl, sys, urllib.request
context = ssl.create_default_context(cafile=sys.argv[1])
context.verify_flags |= ssl.VERIFY_X509_STRICT  # which newer Pythons set by themselves
print(urllib.request.urlopen("${health}", context=context).read().decode())`;
      const answers = await Promise.all([
        run("curl", ["-sS", "--cacert", certificate, health]),
        run(process.execPath, ["-e", inNode], { ...process.env, NODE_EXTRA_CA_CERTS: certificate }),
        run("python3", ["-c", inPython, certificate]),
      ]);
      for (const { stdout, stderr } of answers) expect(stdout + stderr).toMatch(/^\{"status":"ok"/);
    }
    expect(await server.end()).toBe(0);
  });

  test("is of a server and no authority, for this machine's names and the host", async () => {
    const server = await startSecure("--host", "127.0.0.2");
    const made = new X509Certificate(readFileSync(server.certificate, "utf8"));
    await server.end();
    expect(made.ca).toBe(false);
    expect(made.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1"]); // Node's name for the extended one: serverAuth
    expect(made.subjectAltName).toBe(
      "DNS:localhost, IP Address:127.0.0.1, IP Address:0:0:0:0:0:0:0:1, IP Address:127.0.0.2",
    );
  });

  test.each(["SIGTERM", "SIGINT"] as const)(
    "leaves nothing behind after %s, and has its key in no file",
    async (signal) => {
      const server = await startSecure();
      const home = dirname(server.certificate);
      expect(readdirSync(home)).toEqual(["certificate.pem"]);
      expect(readFileSync(server.certificate, "utf8")).not.toContain("PRIVATE KEY");
      if (!isWindows) expect(statSync(home).mode & 0o777).toBe(0o700);
      expect(await server.end(signal)).toBe(0);
      expect(existsSync(home)).toBe(false);
    },
  );

  test.skipIf(isWindows)("leaves nothing behind where it is told to end while it is made", async () => {
    const { temporary, env } = temporaryFolder("early");
    const PATH = `${standIn("takes its time", "exec sleep 30")}:${process.env.PATH}`;
    const child = spawn(process.execPath, [cli, "serve", "--https", "--port", "0"], { env: { ...env, PATH } });
    const ended = once(child, "exit");
    await expect.poll(() => readdirSync(temporary), { timeout: 30_000 }).toHaveLength(1);
    child.kill("SIGTERM");
    expect(await ended).toEqual([143, null]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  test("leaves nothing behind where the port is in use", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => other.once("listening", resolve));
    const ended = await serveIn("in-use", ["--port", String((other.address() as AddressInfo).port)]);
    other.close();
    expect(ended).toMatchObject({ status: 2, stdout: "", left: [], stderr: expect.stringContaining("is in use") });
  });
});

test.skipIf(noTools)(
  `HTTPS is served with a certificate of one's own, by which no other is trusted${noTools}`,
  async () => {
    const key = join(folder, "own.key");
    const cert = join(folder, "own.pem");
    const subject = ["-subj", "/CN=own", "-addext", "subjectAltName=IP:127.0.0.1"];
    await run("openssl", ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", cert, ...subject]);
    const [own, made] = await Promise.all([startSecure("--cert", cert, "--cert-key", key), startSecure()]);
    expect(own.certificate).toBe(cert);
    const { stdout } = await run("curl", ["-sS", "--cacert", cert, `${own.url}/__mock/health`]);
    expect(JSON.parse(stdout)).toMatchObject({ status: "ok" });
    expect((await run("curl", ["-sS", "--cacert", made.certificate, `${own.url}/__mock/health`])).status).toBe(60);
    await Promise.all([own.end(), made.end()]);
    expect(existsSync(cert)).toBe(true);
  },
);

describe("HTTPS without a certificate ends with status 2, one clear message and no file left:", () => {
  const instead = "give --cert and --cert-key";

  test("there is no openssl", async () => {
    expect(await serveIn("without", ["--port", "0"], { PATH: folder })).toEqual({
      status: 2,
      stdout: "",
      stderr: `error: --https: found no openssl on the PATH, which makes the certificate; install openssl, or ${instead}\n`,
      left: [],
    });
  });

  test.skipIf(isWindows).each([
    [
      "fails",
      "echo 'req: no entropy' >&2; exit 1",
      `openssl made no certificate; ${instead}, or see what it says: req: no entropy`,
    ],
    ["makes none", "exit 0", `openssl printed no CERTIFICATE, expected one; ${instead}`],
  ])("openssl %s", async (does, script, message) => {
    const ended = await serveIn(does, ["--port", "0"], { PATH: standIn(does, script) });
    expect(ended).toEqual({ status: 2, stdout: "", stderr: `error: --https: ${message}\n`, left: [] });
  });

  test("the host is no name that a certificate can hold", async () => {
    const { status, stderr, left } = await serveIn("host", ["--port", "0", "--host", "a,DNS:b"]);
    expect({ status, left }).toEqual({ status: 2, left: [] });
    expect(stderr).toBe(
      "error: --host a,DNS:b: found no name that a certificate can hold, expected a host name or an IP address\n",
    );
  });
});
