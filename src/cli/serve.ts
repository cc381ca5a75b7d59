import { createPublicKey } from "node:crypto";
import { Command, Option } from "commander";
import { completePolicies, type Policies, policies } from "../api/policies.ts";
import { requireToken } from "../control/guard.ts";
import { type Server, serve } from "../doors/node.ts";
import { nodeCryptography } from "../doors/node-cryptography.ts";
import { serverLimits } from "../doors/node-limits.ts";
import type { Certificate } from "../doors/node-wire.ts";
import type { WorldFile } from "../generated/types.ts";
import { createMock, type Mock, type MockOptions } from "../mock/create-mock.ts";
import type { JournalEntry } from "../mock/journal/journal.ts";
import { limits } from "../mock/limits.ts";
import { certificateFor } from "./certificate.ts";
import { readCount, readLimit, readPolicy, readSpan, readTime } from "./flag-values.ts";
import { logLines } from "./journal-line.ts";
import { listenError, readPort } from "./listen.ts";
import { print, printError } from "./print.ts";
import { readJson, readText } from "./read-file.ts";
import { startMessage } from "./start-message.ts";
import { asUsage } from "./usage-error.ts";

interface ServeFlags {
  readonly port: number;
  readonly host: string;
  readonly world?: string;
  readonly auth: NonNullable<MockOptions["auth"]>;
  readonly policy?: Partial<Policies>;
  readonly policyFile?: string;
  readonly signingKey?: string;
  readonly https?: true;
  readonly cert?: string;
  readonly certKey?: string;
  readonly cors?: string;
  readonly allowHost?: string[];
  readonly controlToken?: string;
  readonly controlCors?: string;
  readonly credentials?: NonNullable<MockOptions["credentials"]>;
  readonly spaceSecret?: string;
  readonly requireSpace?: true;
  readonly maxSpaces?: number;
  readonly spaceTtl?: number;
  readonly journal?: number;
  readonly limit?: Readonly<Record<string, number>>;
  readonly clock?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** `license-api-kit serve`: the mock as a standalone HTTP server. */
export function serveCommand(): Command {
  return new Command("serve")
    .description("start the mock server")
    .option("--port <number>", "port to listen on; 0 picks a free one", readPort, 8080)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--world <file>", "world file to start with (default: the default world)")
    .addOption(
      new Option("--auth <mode>", "how calls are authorized")
        .choices(["verify", "headers", "auto", "off"])
        .default("verify"),
    )
    .option("--policy <name=value>", "choice where the documentation is silent, see below; repeatable", readPolicy)
    .option(
      "--policy-file <file>",
      "policies as JSON, as contract run --write-policy makes them; --policy goes before it",
    )
    .option("--signing-key <file>", "RSA private key (PEM, PKCS#8) that signs answers (default: the test key)")
    .option(
      "--https",
      "serve HTTPS, with a certificate that openssl makes at start unless --cert and --cert-key name one",
    )
    .option("--cert <file>", "certificate (PEM) for --https")
    .option("--cert-key <file>", "private key (PEM) of the certificate")
    .option("--cors <origin>", "origin whose pages may call the License API, or *")
    .option("--clock <time>", "freeze the mock's time at a moment, like 2030-01-31T00:00:00Z", readTime)
    .option("--journal <number>", "how many requests each journal keeps (default: 1000)", readCount)
    .addOption(
      new Option(
        "--credentials <whose>",
        "keys of the main space: those of the world, which everybody knows of the default one, or its own (default: own for the default world where other machines reach the server, world elsewhere)",
      ).choices(["world", "own"]),
    )
    .addOption(
      new Option(
        "--space-secret <secret>",
        "makes the same keys and tokens for a space of the same name in each run (default: random)",
      ).env("LICENSE_API_KIT_SPACE_SECRET"),
    )
    .option(
      "--limit <name=size>",
      "how much is kept or taken at most, like world=128MiB; repeatable, the names stand below",
      readLimit(Object.keys(allLimits)),
    )
    .option("--require-space", "refuse calls that are of no space, so that no test runs in another's world")
    .option("--max-spaces <number>", "most spaces at a time (default: 10000)", readCount)
    .option("--space-ttl <duration>", "drop a space that nobody used for so long, like 30m (default: never)", readSpan)
    .addOption(
      new Option("--control-token <token>", "what calls to /__mock must bring as Authorization: Bearer").env(
        "LICENSE_API_KIT_CONTROL_TOKEN",
      ),
    )
    .option("--control-cors <origin>", "origin whose pages may call /__mock")
    .option("--allow-host <name>", "host name under which /__mock takes calls from this machine; repeatable", collect)
    .option("--json", "print one JSON line with url, apiKey, sharedKey, publicKeyUrl and pid; logs go to stderr")
    .option("--quiet", "print no log of requests")
    .addHelpText("after", limitHelp)
    .addHelpText("after", policyHelp)
    .exitOverride()
    .action(run);
}

const allLimits: Readonly<Record<string, { readonly most: number; readonly about: string }>> = {
  ...limits,
  ...serverLimits,
};

/** The limits with what they are of. */
function limitHelp(): string {
  const rows = Object.entries(allLimits).map(
    ([name, { most, about }]) => `  ${name}=${sizeText(most)}\n      ${about}`,
  );
  return `\nLimits, as they are by default:\n${rows.join("\n")}`;
}

function sizeText(size: number): string {
  return size % 2 ** 20 === 0 ? `${size / 2 ** 20}MiB` : String(size);
}

/** The limits of one kind among those that flags give. */
function limitsAmong(given: ServeFlags["limit"] = {}, kind: object): Record<string, number> {
  return Object.fromEntries(Object.entries(given).filter(([name]) => Object.hasOwn(kind, name)));
}

/** The policies with their values, the default first, and an example. */
function policyHelp(): string {
  const rows = Object.entries(policies).map(
    ([name, { values, about }]) => `  ${name}=${values.join("|")}\n      ${about}`,
  );
  const example = "Example:\n  license-api-kit serve --port 0 --policy dialect=service --policy expiredCheck=error";
  return `\nPolicies (the first value is the default):\n${rows.join("\n")}\n\n${example}`;
}

async function run(flags: ServeFlags): Promise<void> {
  const log = flags.quiet ? undefined : (entry: JournalEntry) => printError(logLines(entry));
  const mock = asUsage(flags.world ? `--world ${flags.world}` : "serve", () =>
    createMock({
      auth: flags.auth,
      policy: { ...policyFrom(flags.policyFile), ...flags.policy },
      cryptography: nodeCryptography,
      ...(flags.world !== undefined && { world: readJson(flags.world, "--world") as WorldFile }),
      ...(flags.signingKey !== undefined && { signingKey: readKey(flags.signingKey) }),
      credentials: flags.credentials ?? (isReachable(flags) && flags.world === undefined ? "own" : "world"),
      ...spaceOptions(flags),
      ...(log && { log }),
    }),
  );
  const whenTold = endWhenTold();
  const certificate = flags.https ? await certificateFor(flags.host, flags.cert, flags.certKey) : undefined;
  const server = await listen(mock, flags, certificate);
  whenTold(() => void server.close());
  const { apiKey, sharedKey } = mock.credentials;
  const publicKeyUrl = `${server.url}/__mock/public-key`;
  const trust = certificate && { certificate: certificate.file };
  const facts = { url: server.url, apiKey, sharedKey, publicKeyUrl, pid: process.pid, ...trust };
  print(flags.json ? JSON.stringify(facts) : startMessage(mock, server.url, certificate?.file));
}

/**
 * Ends the process when it is told to: by what is given to the function that this returns, once. Before that, and when told
 * again, it ends at once. It exits by itself either way, as whoever is killed removes no temporary folder.
 */
function endWhenTold(): (end: () => void) => void {
  let next: (() => void) | undefined;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, (_name: NodeJS.Signals, number: number) => {
      const end = next ?? (() => process.exit(128 + number));
      next = undefined;
      end();
    });
  }
  return (end) => {
    next = end;
  };
}

/** What the flags say of spaces, the main one among them. */
function spaceOptions({
  limit,
  requireSpace,
  spaceSecret,
  maxSpaces,
  spaceTtl,
  journal,
  clock,
}: ServeFlags): MockOptions {
  return {
    limits: limitsAmong(limit, limits),
    ...(spaceSecret !== undefined && { spaceSecret }),
    ...(requireSpace && { requireSpace }),
    ...(maxSpaces !== undefined && { maxSpaces }),
    ...(spaceTtl !== undefined && { spaceIdleMs: spaceTtl }),
    ...(journal !== undefined && { journal }),
    ...(clock !== undefined && { clock }),
  };
}

/** Whether other machines may come to the server. */
function isReachable({ host }: ServeFlags): boolean {
  return !/^(localhost|::1|127(\.\d{1,3}){3})$/i.test(host);
}

async function listen(mock: Mock, flags: ServeFlags, https: Certificate | undefined): Promise<Server> {
  const { port, host, cors, allowHost, controlToken, controlCors } = flags;
  if (controlToken !== undefined) asUsage("--control-token", () => requireToken(controlToken));
  try {
    return await serve(mock, {
      port,
      host,
      hosts: allowHost ?? [],
      limits: limitsAmong(flags.limit, serverLimits),
      ...(cors !== undefined && { cors }),
      ...(controlToken !== undefined && { controlToken }),
      ...(controlCors !== undefined && { controlCors }),
      ...(https && { https: { cert: https.cert, key: https.key } }),
    });
  } catch (error) {
    throw listenError(error, host, port);
  }
}

function policyFrom(file: string | undefined): Partial<Policies> {
  if (file === undefined) return {};
  const value = readJson(file, "--policy-file");
  return asUsage(`--policy-file ${file}`, () => completePolicies(requireObject(value)));
}

function requireObject(value: unknown): Partial<Policies> {
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  throw new Error(`found ${JSON.stringify(value)}, expected an object of policies`);
}

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text.toLowerCase()];
}

function readKey(file: string): NonNullable<MockOptions["signingKey"]> {
  const privateKey = readText(file, "--signing-key");
  return asUsage(`--signing-key ${file}`, () => ({
    privateKey,
    publicKey: createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString(),
  }));
}
