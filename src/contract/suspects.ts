import { type EndpointName, endpointRow } from "../api/endpoints.ts";
import type { CaseResult } from "./case-result.ts";
import type { JudgedClaim } from "./claim.ts";

/** A claim about how a call by one role ends. */
interface Testimony {
  readonly caseId: string;
  readonly isHeld: boolean;
}

/**
 * Results with who is likely at fault. The target is, unless the role is: that is said only where every other case of
 * this run speaks against the role too; where one shows that the role is in its situation, it names that case.
 */
export function withSuspects(results: readonly CaseResult[]): CaseResult[] {
  const testimonies = new Map<string, Testimony[]>();
  for (const result of results) {
    const claim = telling(result);
    const key = keyOf(result);
    if (claim === undefined || key === undefined) continue;
    const known = testimonies.get(key) ?? [];
    known.push({ caseId: result.case.id, isHeld: claim.verdict === "held" });
    testimonies.set(key, known);
  }
  return results.map((result) => {
    const claim = telling(result);
    const key = keyOf(result);
    if (claim === undefined || key === undefined || claim.verdict === "held" || claim.suspect !== "target")
      return result;
    const others = (testimonies.get(key) ?? []).filter(({ caseId }) => caseId !== result.case.id);
    const because = judgment(others, result.case.needs[0] ?? "");
    if (because === undefined || (because.suspect === "target file" && !mayBeOfRole(claim, result.case))) return result;
    return { ...result, claims: result.claims.map((one) => (one === claim ? { ...one, ...because } : one)) };
  });
}

/** A code that no page lists for the endpoint tells of the target, however many cases meet it, and not of a role. */
function mayBeOfRole({ kind, found }: JudgedClaim, { endpoint }: CaseResult["case"]): boolean {
  const { generic, documented } = endpointRow(endpoint).errors as Record<"generic" | "documented", readonly string[]>;
  return kind !== "code" || documented.includes(found) || generic.includes(found);
}

function judgment(others: readonly Testimony[], role: string): Pick<JudgedClaim, "suspect" | "because"> | undefined {
  const [proof] = others.filter(({ isHeld }) => isHeld);
  if (proof) return { suspect: "target", because: `${proof.caseId} shows that the role ${role} is as it says` };
  const [against] = others;
  if (against === undefined) return undefined;
  return { suspect: "target file", because: `${against.caseId} speaks against the role ${role} too` };
}

/** The first claim about how the call ended; later steps and signatures say nothing about a role. */
function telling({ case: { outcome, endpoint, steps }, claims }: CaseResult): JudgedClaim | undefined {
  if (steps.length !== 1 || isGeneric(endpoint, outcome)) return undefined;
  const outcomes = claims.filter(({ kind }) => ["acts", "refuses", "code"].includes(kind));
  return outcomes.find(({ verdict }) => verdict !== "held") ?? outcomes[0];
}

/** Whether a case asks for what is the same on every target, whatever its licenses are. */
function isGeneric(endpoint: EndpointName, outcome: string): boolean {
  const { generic, documented } = endpointRow(endpoint).errors as Record<"generic" | "documented", readonly string[]>;
  return generic.includes(outcome) && !documented.includes(outcome);
}

/** The role, which instance of it, and the situation that it is to be in. */
function keyOf({ case: { needs, outcome }, cast }: CaseResult): string | undefined {
  const [role] = needs;
  return role === undefined ? undefined : `${role} ${cast?.[role] ?? 0} ${outcome}`;
}
