import type { EndpointName } from "../api/endpoints.ts";
import type { Evidence } from "../api/evidence.ts";
import type { Answer } from "./case.ts";
import { brokenClaim, type Expected, heldClaim, type JudgedClaim } from "./claim.ts";
import { judgeAbout } from "./judge-about.ts";
import { judgeBody } from "./judge-body.ts";
import { judgeSecrets } from "./judge-secrets.ts";
import { judgeEmbedded, judgeHeaderSignature } from "./judge-signatures.ts";
import { judgeToken } from "./judge-token.ts";
import type { JudgedAnswer } from "./judged-answer.ts";
import { isSuccess, shown } from "./read-answer.ts";

/** What is true of every answer, whatever it answers: nothing here depends on a case. */
export async function judgeAnswer(judged: JudgedAnswer): Promise<JudgedClaim[]> {
  const { request, answer } = judged;
  const secrets = judgeSecrets(judged);
  const failure: Expected = { kind: "status", evidence: "inviolable", expected: "no failure of the server (HTTP 5xx)" };
  if (answer.status >= 500) return [brokenClaim(failure, `HTTP ${answer.status}: ${shown(answer.text)}`), ...secrets];
  if (request.tokenForm !== undefined)
    return [heldClaim(failure), ...judgeToken(answer, request.tokenForm, judged.target)];
  const claims = [heldClaim(failure), ...statusClaims(request.endpoint, answer), ...secrets];
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
  if (status < 200 || (status >= 300 && status < 400)) return [brokenClaim(answers, `HTTP ${status}: ${shown(text)}`)];
  if (status >= 300) return [heldClaim(answers)];
  const evidence: Evidence =
    endpoint === "deactivate-license" ? "documented: Deactivate License" : "observed: all sample answers of successes";
  const success: Expected = { kind: "status", evidence, expected: "HTTP 200" };
  return [heldClaim(answers), status === 200 ? heldClaim(success) : brokenClaim(success, `HTTP ${status}`)];
}
