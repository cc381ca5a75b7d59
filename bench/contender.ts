import { type ChildProcess, fork } from "node:child_process";
import { type ChildName, childPath } from "./children.ts";
import { interleave, type Turn } from "./rounds.ts";

/** A program that measures itself when it is told to, in a process of its own. */
export interface Contender {
  turn(): Promise<Turn>;
  stop(): void;
}

/** Enough turns for the compiler to have seen the loop. */
const warmUpRounds = 5;

/**
 * Starts a contender.
 *
 * Each has its own process, and not a shared one with a forced collection before each turn, which was tried: it made
 * `mock.fetch` four times slower than it is, as collections also throw away compiled code and what it knows of shapes.
 * So each pays for its own garbage, in full, and nothing else.
 */
export function startContender(name: ChildName, input: unknown): Contender {
  // Without execArgv the child would inherit the loader that this process was started with.
  const child = fork(childPath(name), [JSON.stringify(input)], { execArgv: [] });
  const endWithUs = (): void => void child.kill("SIGKILL");
  process.once("exit", endWithUs);
  return {
    turn: () => turn(child),
    stop() {
      process.off("exit", endWithUs);
      if (child.connected) child.disconnect();
    },
  };
}

/** Runs one child program once for each input, and gives them turns. */
export async function contest<Name extends string>(
  rounds: number,
  child: ChildName,
  inputs: Record<Name, unknown>,
): Promise<Record<Name, Turn[]>> {
  const names = Object.keys(inputs) as Name[];
  const contenders = names.map((name) => startContender(child, inputs[name]));
  const turns = Object.fromEntries(names.map((name, index) => [name, () => contenders[index]?.turn()])) as Record<
    Name,
    () => Promise<Turn>
  >;
  try {
    await interleave(warmUpRounds, turns);
    return await interleave(rounds, turns);
  } finally {
    for (const { stop } of contenders) stop();
  }
}

function turn(child: ChildProcess): Promise<Turn> {
  return new Promise((resolve, reject) => {
    const ended = (status: number | null): void =>
      reject(new Error(`${child.spawnargs[1]} ended with status ${status}; its message is above.`));
    child.once("exit", ended);
    child.once("message", (taken) => {
      child.off("exit", ended);
      resolve(taken as Turn);
    });
    child.send("turn");
  });
}
