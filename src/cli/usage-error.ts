import { shortWords } from "../api/printable.ts";

/** Name of an error that the user made: reported as one line, without a stack. */
export const usageErrorName = "UsageError";

/** What the user has to change, in one line. */
export function usageError(message: string): Error {
  return Object.assign(new Error(shortWords(message)), { name: usageErrorName });
}

/** What ended a command, in one line, with an exit status of its own. */
export interface CommandFailure extends Error {
  readonly exitStatus: number;
}

/** Makes what a command ends with where the user's words were right and it could not be done. */
export function failure(exitStatus: number, message: string): CommandFailure {
  return Object.assign(new Error(message.replace(/\s*\n\s*/g, " ")), { name: "Failure", exitStatus });
}

/** Runs something that reads what the user gave; its error becomes the user's, with the place in front. */
export function asUsage<T>(place: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if ((error as Error).name === usageErrorName) throw error;
    throw usageError(`${place}: ${(error as Error).message}`);
  }
}
