import type { KeyObject } from "node:crypto";
import { signatureId } from "../../api/signature.ts";
import type {
  AnswerVectors,
  BodySignatureVectors,
  DateVectors,
  HmacVectors,
  LicenseSignatureVectors,
  OfflineVectors,
  Vector,
} from "../../generated/types.ts";
import { readJson } from "../read-file.ts";
import { asUsage, usageError } from "../usage-error.ts";
import { verifyAnswer } from "./answer.ts";
import { verifyBody } from "./body.ts";
import { verifyLicense } from "./license.ts";
import { type OfflineAccount, verifyOfflineAnswer, verifyOfflineRequest } from "./offline.ts";
import { verifyDate, verifySentAt } from "./request.ts";
import { requireVectors } from "./require-vectors.ts";
import { readPublicKey } from "./rsa.ts";
import type { SignatureVerdict } from "./signature-verdict.ts";

/** A vector of the kinds that stand in a list of their own. */
type PlainVector = (
  | HmacVectors
  | DateVectors
  | BodySignatureVectors
  | LicenseSignatureVectors
  | AnswerVectors
)["vectors"][number];

/** A file of vectors of any kind, as in `fixtures/vectors`; one of a user may have less. */
export type VectorFile = Partial<Omit<OfflineVectors, "$schema">> & { readonly vectors?: readonly PlainVector[] };

/** A vector, what it should come to and what it came to. */
export interface VectorVerdict extends SignatureVerdict, Pick<Vector, "id" | "name" | "accept" | "flag"> {}

/** Verifies every vector of a file. @throws a usage error for a file of another kind */
export function verifyVectors(file: string): VectorVerdict[] {
  const value = readJson(file, "--vector");
  const content = asUsage(`--vector ${file}`, () => requireVectors(value));
  const { vectors = [], requests = [], answers = [], sharedKey = "", apiKey = "" } = content;
  if (vectors.length + requests.length + answers.length === 0) {
    throw usageError(
      `--vector ${file}: found neither vectors, requests nor answers, expected a file like fixtures/vectors`,
    );
  }
  return asUsage(`--vector ${file}`, () => {
    const publicKey = readPublicKey(content.publicKey);
    const account: OfflineAccount = { publicKey, sharedKey, apiKey };
    return [
      ...judged(vectors, (vector) => verifyVector(vector, publicKey)),
      ...judged(requests, ({ body }) => verifyOfflineRequest(body, sharedKey)),
      ...judged(answers, ({ body, call }) => verifyOfflineAnswer(body, account, call)),
    ];
  });
}

function judged<V extends Vector>(list: readonly V[], verify: (vector: V) => SignatureVerdict): VectorVerdict[] {
  return list.map((vector) => {
    const { id = "", name, accept, flag = "must" }: Partial<Vector> & Pick<Vector, "name" | "accept"> = vector;
    return { id, name, accept, flag, ...verify(vector) };
  });
}

/** Verifies a vector as the kind that its members make it. */
function verifyVector(vector: PlainVector, key: KeyObject): SignatureVerdict {
  if ("call" in vector) return verifyAnswer(vector, key);
  if ("now" in vector) return verifySentAt(vector);
  if ("date" in vector) return verifyDate(vector);
  if ("body" in vector) return verifyBody(key, Buffer.from(vector.body), vector.signature);
  const { hardwareId: hardware_id, licenseKey: license_key, username, validityPeriod: validity_period } = vector;
  const id = signatureId({ username, license_key }, {});
  return verifyLicense(key, { hardware_id, id, validity_period }, vector.signature);
}
