import { answerVectors } from "./answers.ts";
import { bodyVectors } from "./body-signature.ts";
import { dateVectors } from "./dates.ts";
import { hmacVectors } from "./hmac.ts";
import { licenseVectors } from "./license-signature.ts";
import { offlineAnswers } from "./offline-answers.ts";
import { offlineRequests } from "./offline-requests.ts";
import { account } from "./offline-texts.ts";
import { publicKey } from "./signatures.ts";
import { headOf } from "./vector.ts";

/** The language-neutral vectors by file name: what clients and servers must compute, accept and reject. */
export function generateVectors(): Record<string, unknown> {
  return {
    "hmac.json": hmacVectors(),
    "dates.json": dateVectors(),
    "license-signature.json": licenseVectors(),
    "body-signature.json": bodyVectors(),
    "answers.json": answerVectors(),
    "offline.json": offlineVectors(),
  };
}

function offlineVectors(): object {
  return {
    ...headOf(
      "offline",
      "requests: base64 of JSON; flat: signature over five lines (licenseSpring; 'date: ' date; key or username; hardware id; API key, or client_id where sharedKey is the client's secret); wrapped: signature over the very text of request; `code` is what the mock answers. answers: offline_signature over the same five lines with the answer's date; license_signature_v2 over the compact JSON without both license signatures; bundle_signature_v2 over the compact JSON of licenses; `call` says who asked",
    ),
    publicKey,
    ...account,
    requests: offlineRequests(),
    answers: offlineAnswers(),
  };
}
