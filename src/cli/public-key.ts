import { createPublicKey } from "node:crypto";
import { asUsage } from "./usage-error.ts";

/**
 * An RSA public key as PEM in SPKI, from any form of PEM that holds one.
 *
 * @throws a usage error with the place in front, where the text is no public key
 */
export function publicKeyIn(text: string, place: string): string {
  return asUsage(place, () => {
    const found = text.trim().slice(0, 30).split(/\s*\n/, 1)[0];
    if (!text.includes("-----BEGIN ")) throw new Error(`found ${JSON.stringify(found)}, expected a public key as PEM`);
    const key = createPublicKey(text);
    if (key.asymmetricKeyType !== "rsa")
      throw new Error(`found a key for ${key.asymmetricKeyType}, expected one for rsa`);
    return key.export({ type: "spki", format: "pem" }).toString();
  });
}
