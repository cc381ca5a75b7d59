import { accessSync, constants, mkdirSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parsed } from "../../contract/read-answer.ts";
import { type ExchangeReport, maskedClaim } from "../../contract/report/report.ts";
import type { MaskedExchange } from "./mask-exchange.ts";
import type { ProxiedExchange } from "./proxied-exchange.ts";
import { kindOf } from "./session-summary.ts";

/** Keeps exchanges as files, in the form of fixtures/exchanges. */
export interface Recorder {
  add(exchange: ProxiedExchange, masked: MaskedExchange): void;
  /** Resolves when all is written. */
  finish(): Promise<void>;
}

/** How many exchanges may wait for the disk; those that come faster for long are left out. */
const mostWaiting = 1_000;

/**
 * Makes a recorder that writes to a folder, one file an exchange, and overwrites nothing.
 *
 * @param onError is told of each exchange that could not be written.
 * @throws where the folder cannot be made or written to
 */
export function createRecorder(folder: string, baseUrl: string, onError: (message: string) => void): Recorder {
  mkdirSync(folder, { recursive: true });
  accessSync(folder, constants.W_OK);
  const counts = new Map<string, number>();
  let waiting = 0;
  let written = Promise.resolve();
  const write = async (exchange: ProxiedExchange, masked: MaskedExchange) => {
    const stem = exchange.endpoint ?? "unknown";
    await mkdir(join(folder, stem), { recursive: true });
    const text = `${JSON.stringify(recordOf(exchange, masked, baseUrl), null, 2)}\n`;
    const next = () => {
      counts.set(stem, (counts.get(stem) ?? 0) + 1);
      return join(folder, stem, `${counts.get(stem)}-${exchange.outcome}.json`);
    };
    while (!(await writeNew(next(), text)));
  };
  return {
    add: (exchange, masked) => {
      if (waiting >= mostWaiting) return onError(`${kindOf(exchange)}: not recorded, the disk is too slow`);
      waiting += 1;
      written = written
        .then(() => write(exchange, masked))
        .catch((error: Error) => onError(`${kindOf(exchange)}: not recorded: ${error.message}`))
        .finally(() => {
          waiting -= 1;
        });
    },
    finish: () => written,
  };
}

/** Writes a file, unless there is one of this name. */
async function writeNew(file: string, text: string): Promise<boolean> {
  try {
    await writeFile(file, text, { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

function recordOf(exchange: ProxiedExchange, { report, mask }: MaskedExchange, baseUrl: string): unknown {
  const { claims, remarks, startedAt } = exchange;
  const broken = claims.filter(({ verdict }) => verdict === "failed");
  return {
    case: kindOf(exchange),
    about: `${exchange.request.method} ${mask(exchange.request.path)} as it was seen`,
    evidence: `observed: ${baseUrl} at ${new Date(startedAt).toISOString()}`,
    origin: "recorded by license-api-kit proxy; keys and names are pseudonyms, secrets and signatures are masked",
    ...(broken.length > 0 && { findings: broken.map((one) => maskedClaim(one, mask)) }),
    ...(remarks.length > 0 && { remarks: remarks.map(mask) }),
    exchanges: [{ request: report.request, response: responseOf(report) }],
  };
}

function responseOf({ answer }: ExchangeReport): unknown {
  if ("unanswered" in answer) return answer;
  return { status: answer.status, headers: answer.headers, body: parsed(answer.body) };
}
