/** What a store could not do while it was open: its message names the store and the reason. */
export class StoreError extends Error {
  override readonly name = "StoreError";

  constructor(store: string, reason: string, cause?: unknown) {
    super(`the store ${store} ${reason}`, { cause });
  }
}

/** What an error says, without its stack. */
export function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error);
}
