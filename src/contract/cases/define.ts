import { type EndpointName, endpointRow, endpoints } from "../../api/endpoints.ts";
import { type ErrorCode, errors } from "../../api/errors.ts";
import type { Evidence } from "../../api/evidence.ts";
import { type PolicyName, policies } from "../../api/policies.ts";
import { fieldKinds } from "../../generated/fields.ts";
import type {
  Answer,
  CaseRequest,
  Choice,
  ContractCase,
  Effect,
  End,
  Expectation,
  OutcomeEvidence,
  OwnClaim,
  Role,
  Scene,
  Step,
  Undo,
} from "../case.ts";

/** Fields that a case adds to those of its role, or takes away by undefined. */
export type Fields = Readonly<Record<string, unknown>>;

/** Such fields, or how they follow from facts of the role. */
export type Filling = Fields | ((role: Role, scene: Scene) => Fields);

/** What a case alone asks of an answer; gives what is wrong, if anything. */
export type Complaint = (body: never, scene: Scene, answer: Answer) => string | undefined;

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

/** What sets a case apart from others of its kind. */
export interface Options extends Outcome {
  readonly variant?: string;
  readonly effect?: Effect;
  /** What the target must have declared for the case to apply to it. */
  readonly policy?: Choice;
  readonly undo?: readonly Undo[];
  readonly usesUp?: string;
  /** What else is claimed of the answer. */
  readonly also?: Complaint;
  /** @default that of the outcome */
  readonly alsoEvidence?: Evidence;
}

/** How a refused case leaves a target that acts in spite of the refusal. */
export interface RefusalOptions extends Options {
  /**
   * `nothing`: the call is harmless by its making. `stays`: it cannot be put back. Else what puts it back.
   *
   * @default nothing for a query and for units, which are 0 then; else it stays
   */
  readonly ifActs?: "nothing" | "stays" | readonly Undo[];
}

/** Endpoints that change something, unless the call is harmless by its making; units are 0 where no case says otherwise. */
const changing = (endpoint: EndpointName) => endpointRow(endpoint).method === "POST" || endpoint === "trial-key";
const counting: readonly EndpointName[] = ["add-consumption", "add-feature-consumption"];

/** Ways to write the cases of one endpoint in a line each. */
export function casesOf(endpoint: EndpointName) {
  const source = endpointRow(endpoint).source as Evidence;
  const send = (role: string, fields: Filling = {}) => requestOf(endpoint, role, fields);

  return {
    send,
    /** A call that succeeds. */
    ok(about: string, role: string, fields: Filling = {}, options: Options = {}): ContractCase {
      const step: Step = { request: send(role, fields), expect: success({ evidence: source, ...options }, "about") };
      return base(endpoint, "ok", about, [role], [step], options);
    },
    /** A call that is refused. */
    refused(
      code: ErrorCode,
      about: string,
      role: string,
      fields: Filling = {},
      options: RefusalOptions = {},
    ): ContractCase {
      const sent = counting.includes(endpoint) ? withoutUnits(fields) : fields;
      const step: Step = { request: send(role, sent), expect: refusal(endpoint, code, options) };
      return base(endpoint, code, about, [role], [step], { ...lasting(endpoint, fields, options), ...options });
    },
    /** Several calls in a row; the outcome is the last one's. */
    story(about: string, needs: readonly string[], steps: readonly Step[], options: Options = {}): ContractCase {
      const outcome = steps[steps.length - 1]?.expect.code ?? "ok";
      return base(endpoint, outcome, about, needs, steps, { effect: "permanent", ...options });
    },
  };
}

/** Units are 0 where a case does not ask for some: a call that is not refused then changes nothing. */
function withoutUnits(fields: Filling): Filling {
  return (role, scene) => ({ consumptions: 0, ...filled(fields, role, scene) });
}

function lasting(
  endpoint: EndpointName,
  fields: Filling,
  { ifActs }: RefusalOptions,
): Pick<Options, "effect" | "undo"> {
  const asksForUnits = typeof fields === "object" && Object.hasOwn(fields, "consumptions");
  const isHarmless = counting.includes(endpoint) ? !asksForUnits && typeof fields === "object" : !changing(endpoint);
  const kind = ifActs ?? (isHarmless ? "nothing" : "stays");
  if (kind === "nothing") return { effect: "none" };
  return kind === "stays" ? { effect: "permanent" } : { effect: "reversible", undo: kind };
}

/** A step that succeeds, and what else is claimed of what it shows. */
export function succeeds(
  request: Step["request"],
  also?: Complaint,
  outcome: Outcome & { alsoEvidence?: Evidence } = {},
): Step {
  return { request, expect: success({ evidence: sourceOf(request), ...outcome, ...(also && { also }) }, "effect") };
}

/** A step that is refused. */
export function isRefused(code: ErrorCode, request: Step["request"], outcome: Outcome = {}): Step {
  return { request, expect: refusal(endpointOf(request), code, outcome) };
}

/** Another end that is as lawful: a refusal, or a success, under a policy of the mock. */
export function under(policy: Choice, code?: ErrorCode, also?: Complaint): End {
  return { policy, ...(code !== undefined && { code }), ...(also && { also: [ownClaim(also, "assumed", "about")] }) };
}

/** The complaint, unless something holds. */
export function unless(holds: boolean, complaint: string): string | undefined {
  return holds ? undefined : complaint;
}

const endpointOfRequest = new WeakMap<Step["request"], EndpointName>();

/** Makes a request of an endpoint from a role's fields, as far as the endpoint knows them, and some more. */
export function requestOf(endpoint: EndpointName, role: string, fields: Filling = {}): Step["request"] {
  const request = (scene: Scene): CaseRequest => {
    const own = scene.role(role);
    return { endpoint, input: inputOf(endpoint, own, filled(fields, own, scene)) };
  };
  return to(endpoint, request);
}

/** Says which endpoint a request goes to that is made in a way of its own. */
export function to(endpoint: EndpointName, request: Step["request"]): Step["request"] {
  endpointOfRequest.set(request, endpoint);
  return request;
}

function endpointOf(request: Step["request"]): EndpointName {
  const endpoint = endpointOfRequest.get(request);
  if (endpoint === undefined) throw new Error("a request that requestOf did not make must say its endpoint by to()");
  return endpoint;
}

function sourceOf(request: Step["request"]): Evidence {
  return endpointRow(endpointOf(request)).source as Evidence;
}

/** The fields that a filling stands for. */
export function filled(fields: Filling = {}, role: Role, scene: Scene): Fields {
  return typeof fields === "function" ? fields(role, scene) : fields;
}

/** Another device than the role's, which no run has used before. */
export const newDevice: Filling = (_role, scene) => ({ hardware_id: scene.fresh("device") });

/** The product of another role. */
export function productOf(name: string): Filling {
  return (_role, scene) => ({ product: scene.role(name).product });
}

/** The feature that a fact of the role names; one that nobody has, where the role has no such fact. */
export function featureBy(fact: string, more: Fields = {}): Filling {
  return (role) => ({ feature: role[fact] ?? "any-feature", ...more });
}

function inputOf(endpoint: EndpointName, role: Role, fields: Fields): CaseRequest["input"] {
  const known = fieldKinds[endpoint] ?? {};
  const own = Object.fromEntries(Object.entries(role).filter(([name]) => Object.hasOwn(known, name)));
  return Object.fromEntries(Object.entries({ ...own, ...fields }).filter(([, value]) => value !== undefined));
}

function refusal(endpoint: EndpointName, code: ErrorCode, outcome: Outcome): Expectation {
  const usual = evidenceOf(endpoint, code);
  return {
    code,
    ...expectationOf(outcome, outcome.evidence ?? usual, outcome.evidence ?? statusEvidenceOf(code, usual)),
  };
}

function success(options: Outcome & Pick<Options, "also" | "alsoEvidence">, kind: OwnClaim["kind"]): Expectation {
  const { also, evidence = "assumed", alsoEvidence = evidence } = options;
  return {
    ...expectationOf(options, evidence, evidence),
    ...(also && { also: [ownClaim(also, alsoEvidence, kind)] }),
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

function ownClaim(also: Complaint, evidence: Evidence, kind: OwnClaim["kind"]): OwnClaim {
  return { kind, evidence, expected: "", complaint: (answer, scene) => also(answer.body as never, scene, answer) };
}

/** What the mock's default is for policies. */
function usualOf(policy: Choice): Choice {
  return Object.fromEntries(Object.keys(policy).map((name) => [name, policies[name as PolicyName].values[0]]));
}

function base(
  endpoint: EndpointName,
  outcome: ContractCase["outcome"],
  about: string,
  needs: readonly string[],
  steps: readonly Step[],
  { variant, effect = "none", policy, undo, usesUp }: Options,
): ContractCase {
  const path = endpoints[endpoint].path.replace("/api/v4/", "");
  const id = `${path}/${outcome}${variant ? `-${variant}` : ""}`;
  return {
    ...{ id, endpoint, outcome, about, effect, needs, steps },
    ...(policy && { policy }),
    ...(undo && { undo }),
    ...(usesUp && { usesUp }),
  };
}

/** What it rests on that an endpoint refuses by a code: its own page, one for all endpoints, or nothing but our choice. */
export function evidenceOf(endpoint: EndpointName, code: ErrorCode): Evidence {
  const { documented, generic } = endpointRow(endpoint).errors;
  if (documented.includes(code)) return endpointRow(endpoint).source as Evidence;
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
