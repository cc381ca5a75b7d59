import { Command, Option } from "commander";
import { authorize } from "../api/authorization.ts";
import { wallClock } from "../api/wall-clock.ts";
import { readDefaultWorld } from "../generated/fixtures.ts";
import { exampleHelp } from "./add-command.ts";
import { print } from "./print.ts";
import { usageError } from "./usage-error.ts";

interface SignFlags {
  readonly apiKey?: string;
  readonly sharedKey?: string;
  readonly date?: string;
  readonly curl?: true;
  readonly json?: true;
}

/** `license-api-kit sign`: the two headers that authorize a call. */
export function signCommand(): Command {
  return new Command("sign")
    .description("print the two headers that authorize a call; without keys, those of the default world sign")
    .addOption(new Option("--api-key <key>", "the API key").env("LICENSE_API_KEY"))
    .addOption(new Option("--shared-key <key>", "its shared key").env("LICENSE_SHARED_KEY"))
    .option("--date <text>", "a Date header to sign to the letter (default: now)")
    .addOption(new Option("--curl", "print them as flags of curl, quoted for a shell").conflicts("json"))
    .option("--json", "print them as JSON")
    .addHelpText(
      "after",
      exampleHelp([
        "sign",
        "sign --date 'Tue, 07 Jun 2011 20:51:35 GMT' --shared-key kw4qSnpSwXzgiv5yxYpZZmFEd9QAeiKTQ6OuyMja --api-key KEY",
      ]) + curlExample,
    )
    .exitOverride()
    .action(printHeaders);
}

const curlExample = `
  eval "curl -s $(license-api-kit sign --curl) 'http://127.0.0.1:8080/api/v4/versions?product=key-app&license_key=ACTV-PERP-KEYS-0001&hardware_id=Laptop-1'"`;

function printHeaders({ apiKey, sharedKey, date, curl, json }: SignFlags): void {
  const headers = authorize(credentialsFrom(apiKey, sharedKey), requireDate(date));
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  if (json) print(JSON.stringify(headers));
  else print(curl ? lines.map((line) => `-H ${quoted(line)}`).join(" ") : lines);
}

function credentialsFrom(apiKey: string | undefined, sharedKey: string | undefined) {
  if (apiKey !== undefined && sharedKey !== undefined) return { apiKey, sharedKey };
  const [first] = readDefaultWorld().apiKeys ?? [];
  if (apiKey === undefined && sharedKey === undefined && first) return first;
  throw usageError("--api-key and --shared-key: found one of them, expected both or none");
}

function requireDate(date: string = new Date(wallClock()).toUTCString()): string {
  if (/^[\x20-\x7e]+$/.test(date)) return date;
  throw usageError(`--date: found ${JSON.stringify(date)}, expected a text that a header can hold`);
}

/** A text as one word of a POSIX shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
