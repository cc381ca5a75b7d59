import { readOfflineBody } from "../../api/offline-body.ts";
import { readJson } from "../read-file.ts";
import { asUsage, usageError } from "../usage-error.ts";
import { verifyBody } from "./body.ts";
import { verifyLicense } from "./license.ts";
import { verifyOfflineAnswer, verifyOfflineRequest } from "./offline.ts";
import { verifyDate } from "./request.ts";
import { readPublicKey } from "./rsa.ts";
import type { SignatureVerdict } from "./signature-verdict.ts";

/** A signature whose verdict is known. */
interface Vector {
  readonly name: string;
  readonly accept: boolean;
  readonly signature: string;
  readonly body: string;
  readonly date: string;
  readonly sharedKey: string;
  readonly hardwareId: string;
  readonly id: string;
  readonly validityPeriod: string | null;
}

/** A file of them, as in `fixtures/vectors`. */
interface VectorFile {
  readonly publicKey?: string;
  readonly sharedKey?: string;
  readonly vectors?: readonly Vector[];
  readonly requests?: readonly Vector[];
  readonly answers?: readonly Vector[];
}

/** A vector's name, what it should come to and what it came to. */
export interface VectorVerdict extends SignatureVerdict {
  readonly name: string;
  readonly accept: boolean;
}

/** Verifies every vector of a file. @throws a usage error for a file of another kind */
export function verifyVectors(file: string): VectorVerdict[] {
  const content = (readJson(file, "--vector") ?? {}) as VectorFile;
  const { vectors = [], requests = [], answers = [] } = content;
  if (vectors.length + requests.length + answers.length === 0) {
    throw usageError(
      `--vector ${file}: found neither vectors, requests nor answers, expected a file like fixtures/vectors`,
    );
  }
  return asUsage(`--vector ${file}`, () => {
    const judged = (list: readonly Vector[], verify: (vector: Vector) => SignatureVerdict) =>
      list.map((vector) => ({ name: vector.name, accept: vector.accept, ...verify(vector) }));
    const key = readPublicKey(content.publicKey);
    const { sharedKey = "" } = content;
    return [
      ...judged(vectors, (vector) => verifyVector(vector, key)),
      ...judged(requests, ({ body }) => verifyOfflineRequest(body, sharedKey)),
      ...judged(answers, ({ body }) => verifyOfflineAnswer(body, key, sharedKey, apiKeyOf(requests))),
    ];
  });
}

function verifyVector(vector: Vector, key: ReturnType<typeof readPublicKey>): SignatureVerdict {
  const { signature, body, date, sharedKey, hardwareId, id, validityPeriod, name } = vector;
  if (date !== undefined) return verifyDate({ date, signature, sharedKey });
  if (body !== undefined) return verifyBody(key, Buffer.from(body), signature);
  if (hardwareId === undefined) throw new Error(`the vector ${JSON.stringify(name)} is of no kind that is known`);
  return verifyLicense(key, { hardware_id: hardwareId, id, validity_period: validityPeriod }, signature);
}

/** Answers do not say for which API key they are; it is the one of the requests beside them. */
function apiKeyOf([first]: readonly Vector[]): string {
  return first === undefined ? "" : String(readOfflineBody(first.body).payload.api_key);
}
