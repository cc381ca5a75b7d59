import { shortWords } from "./printable.ts";

/** What somebody gave and cannot be taken: its message names the place, what was found and what was expected. */
export class InputError extends TypeError {
  override readonly name: string = "InputError";

  constructor(message: string) {
    super(shortWords(message));
  }
}
