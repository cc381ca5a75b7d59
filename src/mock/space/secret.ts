import { InputError } from "../../api/input-error.ts";

/** What says of which secret the credentials of spaces are made, and whether the main space has any of its own. */
interface SecretOptions {
  readonly spaceSecret?: string;
  readonly credentials?: "world" | "own";
}

/** @throws an error where the secret is an empty text, which everybody could guess. */
export function secretOf({ spaceSecret, credentials = "world" }: SecretOptions): string {
  if (credentials !== "world" && credentials !== "own")
    throw new InputError(`credentials: found ${JSON.stringify(credentials)}, expected "world" or "own"`);
  if (spaceSecret === undefined) return newSecret();
  if (typeof spaceSecret === "string" && spaceSecret !== "") return spaceSecret;
  throw new InputError("spaceSecret: found no text or an empty one, expected a secret");
}

/** A secret that nobody can guess. */
export function newSecret(): string {
  return hexOf(crypto.getRandomValues(new Uint8Array(32)));
}

/** Bytes as hex digits. */
export function hexOf(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
