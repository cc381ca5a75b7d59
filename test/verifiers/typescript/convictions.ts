import { readFileSync } from "node:fs";
import type {
  AnswerVectors,
  BodySignatureVectors,
  DateVectors,
  HmacVectors,
  LicenseSignatureVectors,
  OfflineVectors,
  Vector,
} from "../../../src/generated/types.ts";
import { answers } from "./answers.ts";
import { bodySignature } from "./body-signature.ts";
import { dates } from "./dates.ts";
import { hmac } from "./hmac.ts";
import { licenseSignature } from "./license-signature.ts";
import { offlineAnswers } from "./offline-answers.ts";
import { offlineRequests } from "./offline-requests.ts";
import type { Departure, VectorFacts, Verifier, VerifierKind } from "./verifier.ts";

/** A verifier with the vectors over which it comes to another verdict. What may come out either way is left out. */
export interface Conviction extends Pick<Departure<never>, "id" | "how"> {
  readonly must: readonly string[];
  readonly observed: readonly string[];
}

/** The convictions of the verifiers of a kind. */
export interface KindConvictions {
  readonly kind: string;
  readonly right: Conviction;
  readonly wrong: readonly Conviction[];
  readonly lawful: readonly Conviction[];
}

/** Holds every verifier in TypeScript against the vectors of its kind. */
export function convictions(): KindConvictions[] {
  const [dated, called] = [read<DateVectors>("dates"), read<HmacVectors>("hmac")];
  const [bodies, licenses] = [
    read<BodySignatureVectors>("body-signature"),
    read<LicenseSignatureVectors>("license-signature"),
  ];
  const [answered, offline] = [read<AnswerVectors>("answers"), read<OfflineVectors>("offline")];
  return [
    convict("hmac", called.vectors, {}, hmac),
    convict("dates", dated.vectors, {}, dates),
    convict("body-signature", bodies.vectors, bodies, bodySignature),
    convict("license-signature", licenses.vectors, licenses, licenseSignature),
    convict("answers", answered.vectors, answered, answers),
    convict("offline-request", offline.requests, offline, offlineRequests),
    convict("offline-answer", offline.answers, offline, offlineAnswers),
  ];
}

function read<File>(name: string): File {
  return JSON.parse(readFileSync(new URL(`../../../fixtures/vectors/${name}.json`, import.meta.url), "utf8"));
}

function convict<V extends Vector>(
  kind: string,
  vectors: readonly V[],
  facts: VectorFacts,
  { right, wrong, lawful }: VerifierKind<V>,
): KindConvictions {
  const of = ({ id, how, verify }: Departure<V>): Conviction => {
    const misjudged = vectors.filter((vector) => judge(verify, vector, facts) !== vector.accept);
    const idsOf = (flag: Vector["flag"]) => misjudged.filter((vector) => vector.flag === flag).map((one) => one.id);
    return { id: `${kind}/${id}`, how, must: idsOf("must"), observed: idsOf("observed") };
  };
  const itself = of({ id: "right", how: "does as it should", verify: right });
  return { kind, right: itself, wrong: wrong.map(of), lawful: lawful.map(of) };
}

/** What throws has refused. */
function judge<V>(verify: Verifier<V>, vector: V, facts: VectorFacts): boolean {
  try {
    return verify(vector, facts);
  } catch {
    return false;
  }
}
