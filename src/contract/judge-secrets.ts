import type { EndpointName } from "../api/endpoints.ts";
import { shortestSecret } from "../api/mask.ts";
import { secretName } from "../api/secret-names.ts";
import { brokenClaim, type Expected, heldClaim, type JudgedClaim } from "./claim.ts";
import type { JudgedAnswer } from "./judged-answer.ts";

/** Where a first password is documented to stand in an answer. */
const tellsInitialPassword: readonly EndpointName[] = ["trial-key", "customer-license-users"];

const nothingSecret: Expected = { kind: "body", evidence: "inviolable", expected: "no secret in an answer" };

/** That nothing in an answer lets somebody in: no member that is named like a secret, and no secret that we know of. */
export function judgeSecrets({ request, answer, target }: JudgedAnswer): JudgedClaim[] {
  const mayTell = tellsInitialPassword.includes(request.endpoint);
  const named = namedSecret(answer.body, mayTell);
  if (named !== undefined) return [brokenClaim(nothingSecret, `a secret in the member ${named}`)];
  const all = [answer.text, ...Object.values(answer.headers)].join("\n");
  for (const [name, value] of secretsOf(target, request.input)) {
    if (name.endsWith("password") && mayTell) continue;
    if (all.includes(value)) return [brokenClaim(nothingSecret, `the value of ${name} in the answer`)];
  }
  return [heldClaim(nothingSecret)];
}

/** The name of the first member, at any depth, that is named like a secret and holds a text. */
function namedSecret(value: unknown, mayTell: boolean): string | undefined {
  const rest: unknown[] = [value];
  for (let at = 0; at < rest.length; at += 1) {
    const holder = rest[at];
    if (typeof holder !== "object" || holder === null) continue;
    for (const [name, member] of Object.entries(holder)) {
      const isAllowed = mayTell && name === "initial_password";
      if (typeof member === "string" && member !== "" && !isAllowed && secretName(name, "answer") !== undefined)
        return name;
      rest.push(member);
    }
  }
  return undefined;
}

function* secretsOf(
  { credentials, secrets = [] }: JudgedAnswer["target"],
  input: JudgedAnswer["request"]["input"],
): Generator<readonly [name: string, value: string]> {
  for (const [name, value] of Object.entries(credentials ?? {})) if (name !== "apiKey") yield [name, value];
  yield* secrets;
  for (const [name, value] of Object.entries(input)) {
    if (/password$/.test(name) && typeof value === "string" && value.length >= shortestSecret) yield [name, value];
  }
}
