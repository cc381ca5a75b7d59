import { type EndpointName, endpointRow } from "../../api/endpoints.ts";
import { type ErrorCode, errors } from "../../api/errors.ts";
import type { Evidence } from "../../api/evidence.ts";
import type { Choice } from "../../api/policies.ts";
import { type PolicyName, usualPolicy } from "../../api/policies.ts";
import type { Answer, End, Expectation, OutcomeEvidence, OwnClaim, Step, StepContext } from "../case.ts";
import { endpointOf } from "./requests.ts";

/** What a case alone asks of an answer; gives what is wrong, if anything. */
export type Complaint = (body: never, scene: StepContext, answer: Answer) => string | undefined;

/** What the claims of an outcome rest on, and which other ends are as lawful. */
export interface Outcome {
  /** Of all parts of the outcome. @default that of the endpoint's page, or of the code where that does not list it */
  readonly evidence?: Evidence;
  /** Of parts that rest on something else. */
  readonly rests?: Partial<OutcomeEvidence>;
  readonly otherwise?: readonly End[];
  readonly question?: string;
  readonly provesNothing?: true;
  readonly isOrder?: true;
}

/** What a case alone claims of an answer. */
export interface OwnClaims {
  readonly also?: Complaint | readonly OwnClaim[];
  /** Of a single complaint. @default that of the outcome */
  readonly alsoEvidence?: Evidence;
}

/** A step that succeeds, and what else is claimed of what it shows. */
export function successStep(
  request: Step["request"],
  also?: Complaint,
  outcome: Outcome & Pick<OwnClaims, "alsoEvidence"> = {},
): Step {
  return {
    request,
    expect: expectSuccess({ evidence: sourceOf(request), ...outcome, ...(also && { also }) }, "effect"),
  };
}

/** A step that is refused. */
export function refusedStep(code: ErrorCode, request: Step["request"], outcome: Outcome = {}): Step {
  return { request, expect: expectRefusal(endpointOf(request), code, outcome) };
}

/** A query that is refused as long as nothing has changed; by which code and status, other cases ask. */
export function stillRefusedStep(request: Step["request"]): Step {
  const evidence = { outcome: "inviolable", code: "inviolable", status: "inviolable" } as const;
  const isRefused: Complaint = (_body, _scene, { status }) => complaintUnless(status >= 300, "it has an effect");
  const also = [ownClaim(isRefused, "inviolable", "effect", "a refused call without an effect")];
  return { request, expect: { evidence, isTried: true, also } };
}

/** Another end that is as lawful: a refusal, or a success, under a policy of the mock. */
export function underPolicy(policy: Choice, code?: ErrorCode, also?: Complaint): End {
  return { policy, ...(code !== undefined && { code }), ...(also && { also: [ownClaim(also, "assumed", "about")] }) };
}

/** The complaint, unless something holds. */
export function complaintUnless(holds: boolean, complaint: string): string | undefined {
  return holds ? undefined : complaint;
}

function sourceOf(request: Step["request"]): Evidence {
  return endpointRow(endpointOf(request)).source;
}

export function expectRefusal(endpoint: EndpointName, code: ErrorCode, outcome: Outcome): Expectation {
  const usual = evidenceOf(endpoint, code);
  return {
    code,
    ...expectationOf(outcome, outcome.evidence ?? usual, outcome.evidence ?? statusEvidenceOf(code, usual)),
  };
}

export function expectSuccess(options: Outcome & OwnClaims, kind: OwnClaim["kind"]): Expectation {
  const { also, evidence = "assumed", alsoEvidence = evidence } = options;
  return {
    ...expectationOf(options, evidence, evidence),
    ...(also && { also: typeof also === "function" ? [ownClaim(also, alsoEvidence, kind)] : also }),
  };
}

function expectationOf(
  { rests, otherwise, question, provesNothing, isOrder }: Outcome,
  usual: Evidence,
  usualStatus: Evidence,
): Expectation {
  const first = otherwise?.find(({ policy }) => policy !== undefined)?.policy;
  return {
    evidence: { outcome: usual, code: usual, status: usualStatus, ...rests },
    ...(otherwise && { otherwise }),
    ...(first && { policy: usualOf(first) }),
    ...(question !== undefined && { question }),
    ...(provesNothing && { provesNothing }),
    ...(isOrder && { isOrder }),
  };
}

/** A claim that a case alone makes. */
export function ownClaim(also: Complaint, evidence: Evidence, kind: OwnClaim["kind"], expected = ""): OwnClaim {
  return { kind, evidence, expected, complaint: (answer, scene) => also(answer.body as never, scene, answer) };
}

/** What the mock's default is for policies. */
function usualOf(policy: Choice): Choice {
  return Object.fromEntries(Object.keys(policy).map((name) => [name, usualPolicy(name as PolicyName)]));
}

/** What it rests on that an endpoint refuses by a code: its own page, one for all endpoints, or nothing but our choice. */
export function evidenceOf(endpoint: EndpointName, code: ErrorCode): Evidence {
  const { documented, generic } = endpointRow(endpoint).errors;
  if (documented.includes(code)) return endpointRow(endpoint).source;
  return generic.includes(code) && isOnGeneralPage(code) ? sourceOfCode(code) : "assumed";
}

/** What a page says of one endpoint is not said of another; a few pages speak of all. */
function isOnGeneralPage(code: ErrorCode): boolean {
  return /error responses|API key authorization|SDK error page|OAuth configuration/.test(errors[code].source);
}

/** The status of a code that is known from clients only is our guess as much as the code. */
function statusEvidenceOf(code: ErrorCode, usual: Evidence): Evidence {
  return usual === "assumed" && isOnGeneralPage(code) ? sourceOfCode(code) : usual;
}

function sourceOfCode(code: ErrorCode): Evidence {
  const { source } = errors[code];
  return source.startsWith("assumed") ? "assumed" : (source as Evidence);
}
