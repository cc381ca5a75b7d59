import type { Cryptography, Signer } from "../../api/cryptography.ts";
import type { Clock } from "../../api/wall-clock.ts";
import type { AuthMode } from "../authenticate.ts";
import { createSharedCaches, type SharedCaches } from "../caches/caches.ts";
import type { JournalEntry } from "../journal/journal.ts";
import type { Limits, Meter } from "../limits.ts";
import { createOtherSigner, type OtherSigner } from "./other-signer.ts";
import type { Store } from "./store.ts";

/**
 * What all spaces of a mock stand on: keys, cryptography and what was made with it once. None of it is state of a
 * world: the same text under the same key has the same signature in every space.
 */
export interface SharedParts {
  readonly auth: AuthMode;
  readonly wall: Clock;
  readonly publicKey: string;
  /** A finished answer is found by its whole unsigned text, so spaces with other worlds or policies never meet in it. */
  readonly caches: SharedCaches;
  /** HMAC-SHA256 in base64. */
  hmac(key: string, text: string): string;
  readonly sign: Signer;
  /** Signs as the mock does not, for faults. */
  readonly signOtherwise: OtherSigner;
  /** Exchanges the cryptography for a platform's faster one. */
  useCryptography(cryptography: Cryptography): void;
  /** Name of the space that has an API key, undefined where none has. */
  ownerOfKey(apiKey: string): string | undefined;
  readonly limits: Limits;
  /** Where spaces are kept, undefined where they end with the process. */
  readonly store: Store | undefined;
  /** Whether their journals are kept there too. */
  readonly storesJournal: boolean;
  /** Whether other servers take its spaces over from now on. */
  isLeaving(): boolean;
  /** What the journals of all spaces hold, and what their worlds have grown by. */
  readonly meters: { readonly journals: Meter; readonly worlds: Meter };
  /** Is told of each request as it is answered. */
  readonly log: ((entry: JournalEntry) => void) | undefined;
}

/** What a foundation is made of. */
export interface FoundationParts
  extends Pick<
    SharedParts,
    "auth" | "wall" | "publicKey" | "ownerOfKey" | "log" | "limits" | "store" | "storesJournal" | "isLeaving"
  > {
  readonly privateKey: string;
  readonly cryptography: Cryptography;
}

/** Makes what all spaces of a mock share. */
export function createSharedParts({ privateKey, cryptography, ...parts }: FoundationParts): SharedParts {
  let used = cryptography;
  let sign = cryptography.createSigner(privateKey);
  return {
    ...parts,
    caches: createSharedCaches(),
    meters: { journals: { bytes: 0 }, worlds: { bytes: 0 } },
    hmac: (key, text) => used.hmac(key, text),
    sign: (text) => sign(text),
    signOtherwise: createOtherSigner(privateKey, (key) => used.createSigner(key)),
    useCryptography: (faster) => {
      used = faster;
      sign = faster.createSigner(privateKey);
    },
  };
}
