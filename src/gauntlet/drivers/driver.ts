import type { DriverAnswers, DriverMessage } from "../messages.ts";

/**
 * How a driver failed to be one. `hung`: no answer in time. `crashed`: it ended by itself. `killed`: a signal ended it.
 * `flood`: it says more than it was asked. `broken line`: what it says is no answer. `unreachable`: it could not be started.
 */
export type DriverTrouble = "hung" | "crashed" | "killed" | "flood" | "broken line" | "unreachable";

/** What a driver's failure is told by. It ends the scenario, with a verdict of its own. */
export class DriverFailure extends Error {
  override readonly name = "DriverFailure";
  readonly trouble: DriverTrouble;

  constructor(trouble: DriverTrouble, message: string) {
    super(message);
    this.trouble = trouble;
  }
}

/** A client under test, through its driver. */
export interface Driver {
  /** @throws DriverFailure */
  ask<M extends DriverMessage>(message: M): Promise<DriverAnswers[M["verb"]]>;
  /** Ends the client without a word, as a power cut does. */
  kill(): Promise<void>;
  /** What it said beside its answers, as far as it is kept. */
  said(): string;
}

/** Starts a driver, once for each scenario and again after each `kill`. */
export type StartDriver = () => Promise<Driver>;

/** How long a driver may think about one line, in milliseconds. A client that waits for a server has limits of its own. */
export const driverPatienceMs = 60_000;

/** Whether an error is one. */
export function isDriverFailure(error: unknown): error is DriverFailure {
  return error instanceof DriverFailure;
}
