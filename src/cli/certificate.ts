import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Certificate } from "../doors/node-wire.ts";
import { readText } from "./read-file.ts";
import { usageError } from "./usage-error.ts";

/** A certificate with the file that clients can trust it by. */
export interface TrustedCertificate extends Certificate {
  readonly file: string;
}

/**
 * The certificate that HTTPS is served with: the user's, or one made now for this host. A made one lives as long as the
 * server; its public half is left in a file for clients to trust.
 *
 * @throws a usage error where only one of the two files is given or one cannot be read
 */
export async function certificateFor(host: string, cert?: string, certKey?: string): Promise<TrustedCertificate> {
  if ((cert === undefined) !== (certKey === undefined)) {
    throw usageError("--cert and --cert-key: found one of them, expected both or none");
  }
  if (cert !== undefined && certKey !== undefined) {
    return { cert: readText(cert, "--cert"), key: readText(certKey, "--cert-key"), file: cert };
  }
  const made = await makeCertificate(host);
  const file = join(mkdtempSync(join(tmpdir(), "license-api-kit-")), "certificate.pem");
  writeFileSync(file, made.cert);
  return { ...made, file };
}

async function makeCertificate(host: string): Promise<Certificate> {
  const { generate } = await import("selfsigned");
  const isAddress = /^[\d.]+$|:/.test(host);
  const own = isAddress ? [{ type: 7 as const, ip: host }] : [{ type: 2 as const, value: host }];
  const loopback = [
    { type: 2 as const, value: "localhost" },
    { type: 7 as const, ip: "127.0.0.1" },
    { type: 7 as const, ip: "::1" },
  ];
  const altNames = host === "127.0.0.1" || host === "localhost" ? loopback : [...loopback, ...own];
  const made = await generate([{ name: "commonName", value: "license-api-kit mock" }], {
    keySize: 2048,
    algorithm: "sha256",
    extensions: [
      { name: "basicConstraints", cA: true, critical: true },
      { name: "keyUsage", digitalSignature: true, keyEncipherment: true, keyCertSign: true, critical: true },
      { name: "extKeyUsage", serverAuth: true },
      { name: "subjectAltName", altNames },
    ],
  });
  return { cert: made.cert, key: made.private };
}
