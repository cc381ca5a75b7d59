import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { isIP } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Certificate } from "../doors/node-wire.ts";
import { readText } from "./read-file.ts";
import { usageError } from "./usage-error.ts";

/** A certificate with the file that clients can trust it by. */
export interface TrustedCertificate extends Certificate {
  readonly file: string;
}

/**
 * The certificate that HTTPS is served with: the user's, or one that `openssl` makes now for this host. A made one lives as
 * long as this process. Its file, which clients trust it by, stands in a folder that goes with it; its key is in no file.
 *
 * @throws a usage error where only one of the two files is given or one cannot be read, where the host is no name that a
 * certificate can hold, and where there is no `openssl` or it fails
 */
export async function certificateFor(host: string, cert?: string, certKey?: string): Promise<TrustedCertificate> {
  if ((cert === undefined) !== (certKey === undefined)) {
    throw usageError("--cert and --cert-key: found one of them, expected both or none");
  }
  if (cert !== undefined && certKey !== undefined) {
    return { cert: readText(cert, "--cert"), key: readText(certKey, "--cert-key"), file: cert };
  }
  return makeCertificate(host);
}

async function makeCertificate(host: string): Promise<TrustedCertificate> {
  const text = requestText(host);
  const folder = folderUntilExit();
  const request = join(folder, "request.cnf");
  writeFileSync(request, text);
  const made = await runOpenssl(["req", "-x509", "-newkey", "rsa:2048", "-sha256", "-days", "365", "-config", request]);
  rmSync(request);
  const cert = partOf(made, "CERTIFICATE");
  const file = join(folder, "certificate.pem");
  writeFileSync(file, cert);
  return { cert, key: partOf(made, "PRIVATE KEY"), file };
}

/** Makes a folder for this user alone, which is there until the process ends. */
function folderUntilExit(): string {
  const folder = mkdtempSync(join(tmpdir(), "license-api-kit-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * What `openssl req` is asked for, in its own words, so that the machine's openssl.cnf adds nothing. No file is named for
 * key and certificate: both go to stdout.
 *
 * There is no keyUsage. OpenSSL before 3 looks for the issuer's right to sign certificates, which only an authority has,
 * in the certificate that issued itself as well: with the bits of a server alone nobody could trust it by its file.
 */
function requestText(host: string): string {
  return `[req]
prompt = no
encrypt_key = no
string_mask = utf8only
distinguished_name = subject
x509_extensions = extensions
[subject]
CN = license-api-kit mock
[extensions]
basicConstraints = critical, CA:FALSE
extendedKeyUsage = serverAuth
subjectKeyIdentifier = hash
subjectAltName = ${[...new Set(["DNS:localhost", "IP:127.0.0.1", "IP:::1", altName(host)])].join(", ")}
`;
}

/** The host as a certificate names it. What is neither address nor name would be read as words of the request. */
function altName(host: string): string {
  const [address = host] = host.split("%"); // an address may name its interface, a certificate does not
  if (isIP(address)) return `IP:${address}`;
  if (/^[\w.-]+$/.test(host)) return `DNS:${host}`;
  throw usageError(`--host ${host}: found no name that a certificate can hold, expected a host name or an IP address`);
}

async function runOpenssl(args: readonly string[]): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)("openssl", args, { timeout: 30_000 });
    return stdout;
  } catch (error) {
    throw usageError(`--https: ${whyThereIsNone(error as Error & { code?: unknown; stderr?: string })}`);
  }
}

function whyThereIsNone({ code, stderr, message }: Error & { code?: unknown; stderr?: string }): string {
  const instead = "give --cert and --cert-key";
  if (code === "ENOENT") {
    return `found no openssl on the PATH, which makes the certificate; install openssl, or ${instead}`;
  }
  const said = (stderr || message).trim().split(/\s*\n\s*/);
  return `openssl made no certificate; ${instead}, or see what it says: ${said.slice(0, 3).join("; ")}`;
}

function partOf(made: string, kind: "CERTIFICATE" | "PRIVATE KEY"): string {
  const [part] =
    new RegExp(`-----BEGIN ${kind}-----[^-]+-----END ${kind}-----\n`).exec(made.replaceAll("\r", "")) ?? [];
  if (part !== undefined) return part;
  throw usageError(`--https: openssl printed no ${kind}, expected one; give --cert and --cert-key`);
}
