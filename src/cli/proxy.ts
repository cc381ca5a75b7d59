import { Command, InvalidArgumentError } from "commander";
import { readPort } from "./listen.ts";

/** What `proxy` is told. */
export interface ProxyFlags {
  readonly target: URL;
  readonly port: number;
  readonly host: string;
  readonly publicKey?: string;
  readonly ca?: string;
  readonly report?: readonly string[];
  readonly record?: string;
  readonly json?: true;
  readonly quiet?: true;
}

/** `license-api-kit proxy`: passes calls on to a server and holds both directions to the contract. */
export function proxyCommand(version: string): Command {
  return new Command("proxy")
    .description("pass calls on to a server, unchanged, and hold both directions to the contract")
    .requiredOption("--target <url>", "address of the server, without /api/v4", readTarget)
    .option("--port <number>", "port to listen on; 0 picks a free one", readPort, 8081)
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--public-key <file>", "public key (PEM) that verifies the target's signatures")
    .option("--ca <file>", "certificate (PEM) to trust the target by, besides the usual authorities")
    .option("--report <kind=path>", "write a report at the end, as html=report.html; repeatable", collect)
    .option("--record <folder>", "keep each call as a file, with keys and names as pseudonyms and without secrets")
    .option("--json", "print one JSON line with url, target and pid; what is found goes to stderr")
    .option("--quiet", "print only calls with findings")
    .addHelpText("after", help)
    .exitOverride()
    .action(async (flags: ProxyFlags) => {
      const { runProxy } = await import("./run-proxy.ts"); // so that other commands need not load it
      await runProxy(flags, version);
    });
}

const help = `
Everything passes byte for byte, but for Host, which names the target, and the headers of a single connection
(Connection, Keep-Alive, TE, Upgrade …). A target that cannot be reached answers as 502. WebSockets and CONNECT are
refused. Ctrl-C ends it and writes the reports; the exit status is 1 where something broke the contract.

Example:
  license-api-kit proxy --target https://api.staging.example --port 8081 --report json=report.json`;

function collect(text: string, before: readonly string[] = []): string[] {
  return [...before, text];
}

function readTarget(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isAddress = url && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username && !url.password;
  if (!isAddress) throw new InvalidArgumentError("Expected an address like https://api.staging.example.");
  if (/\/api\/v4\/?$/.test(url.pathname)) throw new InvalidArgumentError("Expected the address without /api/v4.");
  return url;
}
