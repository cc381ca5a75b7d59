import type { Evidence } from "../api/evidence.ts";
import { shortestSecret } from "../api/mask.ts";
import type { Answer } from "./case.ts";
import { brokenClaim, type Expected, heldClaim, type JudgedClaim } from "./claim.ts";
import { schemaClaims } from "./judge-body.ts";
import type { Knowledge } from "./judged-answer.ts";
import { isSuccess, shown } from "./read-answer.ts";

const page: Evidence = "documented: OAuth authorization";

/** What is true of every answer of the host of tokens: OAuth's own bodies, which are neither signed nor in this API's form. */
export function judgeToken(answer: Answer, form: Readonly<Record<string, string>>, known: Knowledge): JudgedClaim[] {
  const json: Expected = { kind: "body", evidence: page, expected: "JSON" };
  if (typeof answer.body !== "object") return [brokenClaim(json, `a body that is no JSON: ${shown(answer.text)}`)];
  return [
    heldClaim(json),
    secretClaim(answer, form, known),
    ...schemaClaims(isSuccess(answer) ? "oauth-token.response" : "oauth-token-error", answer.body),
    ...(isSuccess(answer) ? [keepClaim(answer), lifetimeClaim(answer)] : []),
  ];
}

function secretClaim(
  { text }: Answer,
  { client_secret = "" }: Readonly<Record<string, string>>,
  { secrets = [] }: Knowledge,
): JudgedClaim {
  const expected: Expected = { kind: "body", evidence: "inviolable", expected: "no secret in an answer" };
  const all = [["client_secret", client_secret] as const, ...secrets.filter(([name]) => name !== "access_token")];
  const found = all.find(([, value]) => value.length >= shortestSecret && text.includes(value));
  return found ? brokenClaim(expected, `the value of ${found[0]} in the answer`) : heldClaim(expected);
}

/** A token that a cache keeps is handed to whom it was not given. */
function keepClaim({ headers }: Answer): JudgedClaim {
  const found = headers["cache-control"] ?? "nothing";
  const expected: Expected = {
    ...{ kind: "form", evidence: "assumed", expected: "Cache-Control: no-store on a token" },
    question: "form/token-cache",
  };
  return found.includes("no-store") ? heldClaim(expected) : brokenClaim(expected, found);
}

function lifetimeClaim({ body }: Answer): JudgedClaim {
  const { expires_in: seconds } = body as { expires_in?: unknown };
  const expected: Expected = { kind: "body", evidence: "inviolable", expected: "a token that has time left" };
  return typeof seconds !== "number" || seconds > 0
    ? heldClaim(expected)
    : brokenClaim(expected, `expires_in ${seconds}`);
}
