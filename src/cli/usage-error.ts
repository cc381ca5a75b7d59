/** Name of an error that the user made: reported as one line, without a stack. */
export const usageErrorName = "UsageError";

/** What the user has to change, in one line. */
export function usageError(message: string): Error {
  return Object.assign(new Error(message), { name: usageErrorName });
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
