import { createPublicKey } from "node:crypto";
import type { RsaLoopInput } from "../children/rsa-loop.ts";
import { type Contender, startContender } from "../contender.ts";

const modulusLength = 2048;

/** Starts what only signs, with as large a key as the server under test has. @throws where that is another than 2,048 bits */
export function startBareLoop(publicKeyPem: string, durationMs: number): Contender {
  const given = createPublicKey(publicKeyPem).asymmetricKeyDetails?.modulusLength;
  if (given !== modulusLength)
    throw new Error(`The server signs with RSA-${given}; the row compares with RSA-${modulusLength}.`);
  return startContender("rsa-loop", { modulusLength, durationMs } satisfies RsaLoopInput);
}
