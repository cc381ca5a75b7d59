import { Command, Option } from "commander";
import { policies } from "../api/policies.ts";
import { readShard } from "../api/shard.ts";
import { wait } from "../api/wait.ts";
import { requireToken } from "../control/guard.ts";
import { type Server, serve } from "../doors/node.ts";
import { serverLimits } from "../doors/node-limits.ts";
import type { Certificate } from "../doors/node-wire.ts";
import type { Mock } from "../mock/create-mock.ts";
import type { JournalEntry } from "../mock/journal/journal.ts";
import { limits } from "../mock/limits.ts";
import { isStoreFailure } from "../mock/space/store.ts";
import { certificateFor } from "./certificate.ts";
import { asArgument, readCount, readLimit, readOrigin, readPolicy, readSpan, readTime } from "./flag-values.ts";
import { logLines } from "./journal-line.ts";
import { listenError, readPort } from "./listen.ts";
import { print, printError } from "./print.ts";
import { limitsAmong, mockOf, type ServeFlags } from "./served-mock.ts";
import { startMessage } from "./start-message.ts";
import { asUsage } from "./usage-error.ts";

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
    .addOption(
      new Option(
        "--key-bits <number>",
        "sign with a new RSA key of this size, made at start; 1024 is weak, and for load tests only",
      )
        .choices(["1024", "2048", "3072", "4096"])
        .conflicts("signingKey"),
    )
    .option(
      "--https",
      "serve HTTPS, with a certificate that openssl makes at start unless --cert and --cert-key name one",
    )
    .option("--cert <file>", "certificate (PEM) for --https")
    .option("--cert-key <file>", "private key (PEM) of the certificate")
    .option("--cors <origin>", "origin whose pages may call the License API, or *", readOrigin)
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
    .addOption(
      new Option(
        "--store <place>",
        "keep spaces in a folder, or in Redis: redis://host:port/db; they go on from there",
      ).env("LICENSE_API_KIT_STORE"),
    )
    .option("--store-journal", "keep journals there too")
    .option(
      "--shard <number/of>",
      "keep this part of all spaces, like 2/4, behind a balancer; implies --require-space",
      (text) => asArgument(() => readShard(text)),
    )
    .option(
      "--drain <duration>",
      "how long to go on answering after a signal to end, while others take its spaces over, like 5s (default: not at all)",
      readSpan,
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
    .option("--control-cors <origin>", "origin whose pages may call /__mock", readOrigin)
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
  const whenTold = endWhenTold();
  const { mock, letGo, end } = await mockOf(flags, log);
  const certificate = flags.https ? await certificateFor(flags.host, flags.cert, flags.certKey) : undefined;
  const server = await listen(mock, flags, certificate);
  whenTold(() => {
    server.drain();
    void leave(letGo, flags.drain)
      .then(() => server.close())
      .then(end)
      .catch(sayFailure);
  });
  const { apiKey, sharedKey } = mock.credentials;
  const publicKeyUrl = `${server.url}/__mock/public-key`;
  const trust = certificate && { certificate: certificate.file };
  const facts = { url: server.url, apiKey, sharedKey, publicKeyUrl, pid: process.pid, ...trust };
  print(flags.json ? JSON.stringify(facts) : startMessage(mock, server.url, certificate?.file));
}

/** Lets others take what is here, and goes on answering those who do not know it yet. */
async function leave(letGo: () => Promise<void>, drainMs: number | undefined): Promise<void> {
  if (drainMs !== undefined) await Promise.all([letGo().catch(sayFailure), wait(drainMs)]);
}

/** What a store could not do as the server ended. */
function sayFailure(error: unknown): void {
  if (!isStoreFailure(error)) throw error;
  printError(`license-api-kit: ${error.message}`);
  process.exitCode = 1;
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

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text.toLowerCase()];
}
