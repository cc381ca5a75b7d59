import type { EndpointName } from "../api/endpoints.ts";
import type { Evidence } from "../api/evidence.ts";
import type { Answer, CaseRequest } from "./case.ts";
import { broken, type Expected, held, type JudgedClaim } from "./claim.ts";
import { judgeAbout } from "./judge-about.ts";
import { judgeBody } from "./judge-body.ts";
import { judgeSecrets } from "./judge-secrets.ts";
import { judgeEmbedded, judgeHeaderSignature } from "./judge-signatures.ts";
import { isSuccess, shown } from "./read-answer.ts";
import type { Target } from "./target.ts";

/** An answer and the request that it came to, whether or not a case asked for it. */
export interface JudgedAnswer {
  readonly request: Pick<CaseRequest, "endpoint" | "input">;
  readonly answer: Answer;
  readonly target: Knowledge;
}

/** What is known of who answered. */
export interface Knowledge extends Partial<Pick<Target, "publicKey" | "credentials" | "policy">> {
  /** Texts that let somebody in, with what they are called. */
  readonly secrets?: readonly (readonly [name: string, value: string])[];
}

/** What is true of every answer, whatever it answers: nothing here depends on a case. */
export async function judgeAnswer(judged: JudgedAnswer): Promise<JudgedClaim[]> {
  const { request, answer } = judged;
  const secrets = judgeSecrets(judged);
  const failure: Expected = { kind: "status", evidence: "inviolable", expected: "no failure of the server (HTTP 5xx)" };
  if (answer.status >= 500) return [broken(failure, `HTTP ${answer.status}: ${shown(answer.text)}`), ...secrets];
  const claims = [held(failure), ...statusClaims(request.endpoint, answer), ...secrets];
  if (answer.status < 200 || (answer.status >= 300 && answer.status < 400)) return claims;
  return [
    ...claims,
    ...judgeBody(judged),
    ...(await judgeHeaderSignature(judged)),
    ...(isSuccess(answer) ? [...judgeAbout(judged), ...(await judgeEmbedded(judged))] : []),
  ];
}

function statusClaims(endpoint: EndpointName, { status, text }: Answer): JudgedClaim[] {
  const answers: Expected = {
    ...{ kind: "status", evidence: "documented: error responses" },
    expected: "a success, or an error of HTTP 400 or higher",
  };
  if (status < 200 || (status >= 300 && status < 400)) return [broken(answers, `HTTP ${status}: ${shown(text)}`)];
  if (status >= 300) return [held(answers)];
  const evidence: Evidence =
    endpoint === "deactivate-license" ? "documented: seed 003" : "observed: all sample answers of successes";
  const success: Expected = { kind: "status", evidence, expected: "HTTP 200" };
  return [held(answers), status === 200 ? held(success) : broken(success, `HTTP ${status}`)];
}
