import { readFileSync } from "node:fs";
import { Command, Option } from "commander";
import { exampleHelp } from "../add-command.ts";
import { print } from "../print.ts";
import { readText } from "../read-file.ts";
import { asUsage, usageError } from "../usage-error.ts";
import { verifyBody } from "./body.ts";
import { verifyLicense } from "./license.ts";
import { verifyRequest } from "./request.ts";
import { readPublicKey } from "./rsa.ts";
import { type SignatureVerdict, verdictLines } from "./signature-verdict.ts";
import { type VectorVerdict, verifyVectors } from "./vectors.ts";

interface VerifyFlags {
  readonly header?: string;
  readonly date?: string;
  readonly sharedKey?: string;
  readonly body?: string;
  readonly license?: string;
  readonly hardwareId?: string;
  readonly validityPeriod?: string;
  readonly signature?: string;
  readonly publicKey?: string;
  readonly vector?: string;
  readonly json?: true;
}

/** `license-api-kit verify`: says whether a signature fits, or why not. */
export function verifyCommand(): Command {
  return new Command("verify")
    .description("verify a signature of a request, a body or a license, and explain one that does not fit")
    .addOption(
      new Option("--header <text>", "a request: its Authorization header").conflicts(["body", "license", "vector"]),
    )
    .option("--date <text>", "with --header: the request's Date header")
    .addOption(new Option("--shared-key <key>", "with --header: the shared key").env("LICENSE_SHARED_KEY"))
    .addOption(
      new Option("--body <file>", "an answer: the file with its body, - for stdin").conflicts(["license", "vector"]),
    )
    .addOption(
      new Option(
        "--license <name>",
        "a license_signature (v1): the license key, or the username that was sent",
      ).conflicts("vector"),
    )
    .option("--hardware-id <id>", "with --license: the hardware id as it was sent")
    .option("--validity-period <time>", "with --license: as it stands in the license (default: it has no end)")
    .option("--signature <text>", "with --body: the LicenseSignature header; with --license: the license_signature")
    .option("--public-key <file>", "public key (PEM) of the server (default: the test key of the mock)")
    .option("--vector <file>", "a file of signatures whose verdicts are known, like those in fixtures/vectors")
    .option("--json", "print the verdict as JSON")
    .addHelpText("after", help)
    .exitOverride()
    .action(printVerdict);
}

const help = `
Exit status: 0 it fits, 1 it does not, 2 bad usage.
${exampleHelp([
  `verify --header "$AUTHORIZATION" --date 'Tue, 07 Jun 2011 20:51:35 GMT' --shared-key KEY`,
  `verify --body answer.json --signature "$LICENSE_SIGNATURE" --public-key server.pem`,
  "verify --license ACTV-PERP-KEYS-0001 --hardware-id Laptop-1 --signature SIGNATURE",
  "verify --vector node_modules/license-api-kit/fixtures/vectors/hmac.json",
])}`;

function printVerdict(flags: VerifyFlags): void {
  if (flags.vector !== undefined) {
    printVectors(flags.vector, flags.json);
    return;
  }
  const verdict = verdictOf(flags);
  print(flags.json ? JSON.stringify(verdict) : verdictLines(verdict));
  process.exitCode = verdict.isGood ? 0 : 1;
}

function verdictOf(flags: VerifyFlags): SignatureVerdict {
  const { header, body, license, validityPeriod = null } = flags;
  if (header !== undefined) return verifyRequest(header, need(flags, "date"), need(flags, "sharedKey"));
  if (body === undefined && license === undefined) throw usageError("expected --header, --body, --license or --vector");
  const signature = need(flags, "signature");
  const key = readKey(flags.publicKey);
  if (body !== undefined) return verifyBody(key, readBytes(body), signature);
  const facts = { hardware_id: need(flags, "hardwareId"), id: license ?? "", validity_period: validityPeriod };
  return verifyLicense(key, facts, signature);
}

function need(flags: VerifyFlags, name: "date" | "sharedKey" | "signature" | "hardwareId"): string {
  const value = flags[name];
  if (value !== undefined) return value;
  throw usageError(
    `--${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}: found nothing, expected it here`,
  );
}

function readKey(file: string | undefined) {
  if (file === undefined) return readPublicKey();
  return asUsage(`--public-key ${file}`, () => readPublicKey(readText(file, "--public-key")));
}

function readBytes(file: string): Uint8Array {
  return asUsage(`--body ${file}`, () => readFileSync(file === "-" ? 0 : file));
}

function printVectors(file: string, json: true | undefined): void {
  const verdicts = verifyVectors(file);
  for (const verdict of verdicts) print(json ? JSON.stringify(verdict) : vectorLine(verdict));
  process.exitCode = verdicts.some(isWrong) ? 1 : 0;
}

/** What only clients are known to do is no failure, and what no source fixes may come out either way. */
function isWrong(verdict: VectorVerdict): boolean {
  return markOf(verdict) === "WRONG";
}

function markOf({ accept, flag, isGood }: VectorVerdict): "ok" | "WRONG" | "drift" | "may" {
  if (flag === "may") return "may";
  if (isGood === accept) return "ok";
  return flag === "must" ? "WRONG" : "drift";
}

function vectorLine(verdict: VectorVerdict): string {
  const { id, name, isGood, cause } = verdict;
  const words = [markOf(verdict).padEnd(6), id, name, isGood ? "" : `(refused: ${cause})`];
  return words.filter(Boolean).join(" ");
}
