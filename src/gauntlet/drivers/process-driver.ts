import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { startTimer, stopTimer, wait } from "../../api/wait.ts";
import { type Driver, DriverFailure, driverPatienceMs } from "./driver.ts";
import { answerIn, quoted } from "./read-answer.ts";

/** A driver that is a program. */
export interface DriverProgram {
  /** The program with its arguments. */
  readonly command: readonly [program: string, ...args: string[]];
  readonly cwd?: string;
  /** Variables besides those of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** How long it may think about a line, in milliseconds. @default 60000 */
  readonly patienceMs?: number;
}

/** A line of a driver, and what it prints beside, in bytes. More is a flood. */
const most = { line: 1_048_576, unasked: 65_536, said: 16_384 } as const;

/** Starts a driver's program. It is ended with all that it started. @throws DriverFailure */
export async function startProgram({
  command,
  cwd,
  env,
  patienceMs = driverPatienceMs,
}: DriverProgram): Promise<Driver> {
  const [program, ...args] = command;
  const child = spawn(program, args, {
    cwd,
    stdio: "pipe",
    detached: process.platform !== "win32",
    ...(env && { env: { ...process.env, ...env } }),
  });
  const talk = listenTo(child);
  child.stdin.on("error", () => {}); // who ended no longer reads: its end says so
  await new Promise<void>((resolve, reject) => {
    child.once("spawn", resolve);
    child.once("error", (error) => reject(new DriverFailure("unreachable", error.message)));
  });
  return {
    ask: async (message) => {
      const line = talk.nextLine(patienceMs, message.verb);
      child.stdin.write(`${JSON.stringify(message)}\n`);
      const answer = answerIn(await line, message);
      if (message.verb === "end") await talk.ended(patienceMs);
      return answer;
    },
    kill: () => endGroup(child),
    said: () => talk.said(),
  };
}

interface Talk {
  nextLine(patienceMs: number, verb: string): Promise<string>;
  /** Ends when the program has ended with status 0. */
  ended(patienceMs: number): Promise<void>;
  said(): string;
}

/** Hears what a program says, line by line, within bounds. */
function listenTo(child: ChildProcess): Talk {
  let text = "";
  let said = "";
  let failure: DriverFailure | undefined;
  let waiting: { resolve(line: string): void; reject(failure: DriverFailure): void } | undefined;
  const ended = once(child, "close").catch(() => []);

  function fail(trouble: DriverFailure["trouble"], message: string): void {
    failure ??= new DriverFailure(trouble, `${message}${said.trim() && `; it said: ${quoted(said.trim())}`}`);
    waiting?.reject(failure);
    waiting = undefined;
  }

  function take(): void {
    const end = text.indexOf("\n");
    if (end < 0 || !waiting) return;
    const line = text.slice(0, end);
    text = text.slice(end + 1);
    waiting.resolve(line);
    waiting = undefined;
  }

  child.stdout?.setEncoding("utf8").on("data", (chunk: string) => {
    text += chunk;
    take();
    if (text.length > (waiting ? most.line : most.unasked)) {
      child.stdout?.destroy();
      fail("flood", `found more than ${most.unasked} bytes that nobody asked for, expected one line for each line`);
    }
  });
  child.stderr?.setEncoding("utf8").on("data", (chunk: string) => {
    said = (said + chunk).slice(-most.said);
  });
  child.once("close", (code, signal) => {
    take();
    if (signal !== null) fail("killed", `the driver was ended by ${signal}`);
    else fail("crashed", `the driver ended with status ${code}`);
  });

  return {
    said: () => said,
    nextLine: (patienceMs, verb) =>
      new Promise((resolve, reject) => {
        if (text.trim() !== "") fail("flood", `found ${quoted(text.trim())}, which nobody asked for`);
        if (failure) return reject(failure);
        const timer = startTimer(
          () => fail("hung", `no answer to ${verb} within ${patienceMs} ms; is stdout flushed after each line?`),
          patienceMs,
        );
        const settled =
          <T>(settle: (value: T) => void) =>
          (value: T) => {
            stopTimer(timer);
            settle(value);
          };
        waiting = { resolve: settled(resolve), reject: settled(reject) };
      }),
    ended: async (patienceMs) => {
      const isOver = new AbortController();
      await Promise.race([ended, wait(patienceMs, isOver.signal)]);
      isOver.abort();
      const { exitCode, signalCode } = child;
      if (exitCode === 0) return;
      if (exitCode === null && signalCode === null)
        throw new DriverFailure("hung", `it did not end within ${patienceMs} ms after end`);
      throw new DriverFailure(
        signalCode ? "killed" : "crashed",
        `it ended by ${signalCode ?? `status ${exitCode}`} after end`,
      );
    },
  };
}

/** Ends a program and what it started, and waits until it is gone. */
export async function endGroup(child: ChildProcess): Promise<void> {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, "exit");
  try {
    process.kill(process.platform === "win32" ? child.pid : -child.pid, "SIGKILL");
  } catch {
    child.kill("SIGKILL");
  }
  await gone;
}
