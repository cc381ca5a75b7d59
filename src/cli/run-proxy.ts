import { wallClock } from "../api/wall-clock.ts";
import { reporters } from "../contract/report/index.ts";
import type { RunReport } from "../contract/report/report.ts";
import { exitStatus } from "../contract/report/summary.ts";
import { createMasking } from "../traffic/proxy/mask-exchange.ts";
import type { ProxiedExchange } from "../traffic/proxy/proxied-exchange.ts";
import { openProxy, type ProxyOptions, type RunningProxy } from "../traffic/proxy/proxy.ts";
import { createRecorder } from "../traffic/proxy/record.ts";
import { createSessionSummary } from "../traffic/proxy/session-summary.ts";
import { listenError } from "./listen.ts";
import { print, printError } from "./print.ts";
import type { ProxyFlags } from "./proxy.ts";
import { exchangeLines } from "./proxy-log.ts";
import { publicKeyIn } from "./public-key.ts";
import { readText } from "./read-file.ts";
import { type ReportFlag, readReportFlags, writeReportFiles } from "./report-files.ts";
import { readCertificate } from "./travel-flags.ts";
import { asUsage, usageError } from "./usage-error.ts";

/** Runs the proxy until it is told to end; then writes what was asked for. */
export async function runProxy(flags: ProxyFlags, version: string): Promise<void> {
  const { target, record, quiet } = flags;
  const baseUrl = target.href.replace(/\/+$/, "");
  const files = readReportFlags(flags.report ?? [], reporters);
  const recorder =
    record === undefined ? undefined : asUsage(`--record ${record}`, () => createRecorder(record, baseUrl, printError));
  const tally = createSessionSummary();
  const masking = createMasking();
  const onExchange = (exchange: ProxiedExchange) => {
    const masked = masking(exchange);
    tally.add(exchange, masked);
    recorder?.add(exchange, masked);
    if (!quiet || isFlawed(exchange)) printError(exchangeLines(exchange, masked.mask));
  };
  const proxy = await open(flags, { target, onExchange, ...keysOf(flags) });
  const startedAt = wallClock();
  const end = async () => {
    await proxy.close();
    await recorder?.finish();
    const report = tally.report({ version, baseUrl, startedAt, endedAt: wallClock() });
    process.exitCode = report.exitStatus;
    printError(closing(report));
    const isLost = writeReportFiles(report, files, reporters) > 0;
    if (isLost && report.exitStatus === exitStatus.good) process.exitCode = exitStatus.reportLost;
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, end);
  const facts = { url: proxy.url, target: baseUrl, pid: process.pid };
  print(flags.json ? JSON.stringify(facts) : greeting(facts.url, baseUrl, files, record));
}

function keysOf({ publicKey, ca }: ProxyFlags): Pick<ProxyOptions, "publicKey" | "ca"> {
  return {
    ...(publicKey !== undefined && { publicKey: readPublicKey(publicKey) }),
    ...(ca !== undefined && { ca: readCertificate(ca) }),
  };
}

function readPublicKey(file: string): string {
  return publicKeyIn(readText(file, "--public-key"), `--public-key ${file}`);
}

async function open({ port, host, target }: ProxyFlags, options: ProxyOptions): Promise<RunningProxy> {
  const isLoop = port !== 0 && Number(target.port) === port && [host, "localhost"].includes(target.hostname);
  if (isLoop) throw usageError(`--target ${target.href}: found the proxy's own address, expected another server's`);
  try {
    return await openProxy({ ...options, port, host });
  } catch (error) {
    throw listenError(error, host, port);
  }
}

function greeting(url: string, target: string, files: readonly ReportFlag[], record: string | undefined): string[] {
  return [
    `License API proxy at ${url}, to ${target}`,
    "",
    "Point your client at it. Everything passes as it is, but for Host, which names the target.",
    ...(record === undefined ? [] : [`Calls are kept in ${record}.`]),
    "",
    `Ctrl-C ends it${files.map(({ path }) => ` and writes ${path}`).join("")}.`,
  ];
}

function isFlawed({ claims }: ProxiedExchange): boolean {
  return claims.some(({ verdict }) => verdict === "failed" || verdict === "not judged");
}

function closing({ cases, summary }: RunReport): string {
  const flawed = cases.flatMap(({ claims }) => claims).filter(({ verdict }) => verdict === "failed");
  const suspects = new Map<string, number>();
  for (const { suspect = "target" } of flawed) suspects.set(suspect, (suspects.get(suspect) ?? 0) + 1);
  const whose = [...suspects].map(([suspect, count]) => `${count} of the ${suspect}`).join(", ");
  const { failed, "not-judged": notJudged } = summary.verdicts;
  const open = `open questions: ${summary.questions}; drift: ${summary.claims.drift}`;
  return `calls with findings: ${failed}${whose && ` (${whose})`}; not judged: ${notJudged}; ${open}`;
}
