import type { Cryptography } from "../../api/cryptography.ts";
import type { Clock } from "../../api/wall-clock.ts";
import type { AuthMode } from "../authenticate.ts";
import { createFinished, type Finished } from "../finished.ts";
import type { JournalEntry } from "../journal/journal.ts";
import { rememberingHmac, rememberingSigner } from "../signing.ts";

/**
 * What all spaces of a mock stand on: keys, cryptography and what was made with it once. None of it is state of a
 * world: the same text under the same key has the same signature in every space.
 */
export interface Foundation {
  readonly auth: AuthMode;
  readonly wall: Clock;
  readonly publicKey: string;
  /** A finished answer is found by its whole unsigned text, so spaces with other worlds or policies never meet in it. */
  readonly finished: Finished;
  /** HMAC-SHA256 that remembers, for what comes again and again. */
  hmac(key: string, text: string): string;
  /** HMAC-SHA256 for what comes once. */
  freshHmac(key: string, text: string): string;
  sign(text: string): string | Promise<string>;
  /** Exchanges the cryptography for a platform's faster one. */
  useCryptography(cryptography: Cryptography): void;
  /** Name of the space that has an API key, undefined where none has. */
  ownerOfKey(apiKey: string): string | undefined;
  /** Is told of each request as it is answered. */
  readonly log: ((entry: JournalEntry) => void) | undefined;
}

/** What a foundation is made of. */
export interface FoundationParts extends Pick<Foundation, "auth" | "wall" | "publicKey" | "ownerOfKey" | "log"> {
  readonly privateKey: string;
  readonly cryptography: Cryptography;
}

/** Makes what all spaces of a mock share. */
export function createFoundation({ privateKey, cryptography, ...parts }: FoundationParts): Foundation {
  let fresh = cryptography;
  let hmac = rememberingHmac(cryptography);
  let sign = rememberingSigner(cryptography.createSigner(privateKey));
  return {
    ...parts,
    finished: createFinished(),
    hmac: (key, text) => hmac(key, text),
    freshHmac: (key, text) => fresh.hmac(key, text),
    sign: (text) => sign(text),
    useCryptography: (faster) => {
      fresh = faster;
      hmac = rememberingHmac(faster);
      sign = rememberingSigner(faster.createSigner(privateKey));
    },
  };
}
