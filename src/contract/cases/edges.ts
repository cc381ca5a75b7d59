import type { EndpointName } from "../../api/endpoints.ts";
import { type ErrorCode, isErrorCode } from "../../api/errors.ts";
import type { Evidence } from "../../api/evidence.ts";
import type { Choice } from "../../api/policies.ts";
import { edgesAtATarget } from "../../generated/edges.ts";
import type { ContractCase } from "../case.ts";
import { caseMaker, type Options } from "./case-maker.ts";
import { type Complaint, complaintUnless, underPolicy } from "./expectations.ts";
import type { Fields } from "./requests.ts";

/** What comes at an edge of a rule: a refusal by this code, or an answer with these values. */
type Expected = Readonly<Record<string, unknown>>;

interface Step {
  readonly call: string;
  readonly with?: Fields;
  readonly expect: Expected;
}

/**
 * A row of `fixtures/edges/at-a-target.json`: an edge in whose situation a target can be put and left, so that no clock
 * needs to be moved.
 */
interface EdgeAtATarget {
  readonly about: string;
  readonly role: string;
  readonly variant?: string;
  readonly evidence: string;
  /** What the values rest on. @default as the outcome */
  readonly shows?: string;
  readonly steps: readonly Step[];
  /** What comes as well, each under a policy. */
  readonly otherwise?: readonly { readonly policy: Choice; readonly expect: Expected }[];
}

/** The edges of rules that a target can be asked about, of one endpoint. */
export function edgeCases(endpoint: EndpointName): readonly ContractCase[] {
  return (edgesAtATarget as readonly EdgeAtATarget[])
    .filter(({ steps: [step] }) => step?.call === endpoint)
    .map((edge) => caseOf(endpoint, edge));
}

function caseOf(endpoint: EndpointName, edge: EdgeAtATarget): ContractCase {
  const { about, role, variant, evidence, shows, otherwise, steps } = edge;
  const { with: fields = {}, expect } = steps[0] as Step;
  const { ok, refused } = caseMaker(endpoint);
  const options: Options = {
    ...(variant !== undefined && { variant }),
    evidence: evidence as Evidence,
    ...(otherwise && {
      otherwise: otherwise.map((one) => underPolicy(one.policy, codeOf(one.expect), valuesOf(one.expect))),
    }),
  };
  const code = codeOf(expect);
  if (code !== undefined) return refused(code, about, role, fields, options);
  const also = valuesOf(expect);
  return ok(about, role, fields, {
    ...options,
    ...(also && { also, alsoEvidence: (shows ?? evidence) as Evidence }),
  });
}

function codeOf({ code }: Expected): ErrorCode | undefined {
  return typeof code === "string" && isErrorCode(code) ? code : undefined;
}

function valuesOf(expect: Expected): Complaint | undefined {
  const values = Object.entries(expect).filter(([name]) => name !== "code");
  if (values.length === 0) return undefined;
  return (body: Readonly<Record<string, unknown>>) => {
    const wrong = values.filter(([name, value]) => body[name] !== value);
    return complaintUnless(
      wrong.length === 0,
      wrong.map(([name]) => `${name} is ${JSON.stringify(body[name])}`).join(", "),
    );
  };
}
