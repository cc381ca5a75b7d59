import { type EndpointName, endpointRow, endpoints } from "../../api/endpoints.ts";
import { type ErrorCode, errors } from "../../api/errors.ts";
import { fieldKinds } from "../../generated/fields.ts";
import type {
  Alternative,
  Answer,
  CaseRequest,
  Choice,
  ContractCase,
  Effect,
  Expectation,
  Role,
  Scene,
  Step,
} from "../case.ts";

/** Fields that a case adds to those of its role, or takes away by undefined. */
export type Fields = Readonly<Record<string, unknown>>;

/** Such fields, or how they follow from facts of the role. */
export type Filling = Fields | ((role: Role, scene: Scene) => Fields);

interface Options {
  /** What sets the case apart from others of the same outcome. */
  readonly variant?: string;
  readonly evidence?: string;
  readonly effect?: Effect;
  readonly policy?: Choice;
  /** What comes where the case's policy is not set. @default a success */
  readonly otherwise?: ErrorCode;
  /** Other ends, each under policies of its own. */
  readonly alternatives?: readonly Alternative[];
  readonly undo?: ContractCase["undo"];
  readonly usesUp?: string;
  readonly also?: (body: never, scene: Scene, answer: Answer) => string | undefined;
}

/** Ways to write the cases of one endpoint in a line each. */
export function casesOf(endpoint: EndpointName) {
  const { source } = endpointRow(endpoint);
  const send = (role: string, fields: Filling = {}) => requestOf(endpoint, role, fields);

  return {
    send,
    /** A call that succeeds. */
    ok(about: string, role: string, fields: Filling = {}, options: Options = {}): ContractCase {
      const step: Step = { request: send(role, fields), expect: success(options) };
      return base(endpoint, "ok", about, [role], [step], { evidence: source, ...options });
    },
    /** A call that is refused. Nothing is left behind by it. */
    refused(code: ErrorCode, about: string, role: string, fields: Filling = {}, options: Options = {}): ContractCase {
      const step: Step = { request: send(role, fields), expect: refusal(code) };
      return base(endpoint, code, about, [role], [step], { evidence: evidenceOf(endpoint, code), ...options });
    },
    /** Several calls in a row; the outcome is the last one's. */
    story(about: string, needs: readonly string[], steps: readonly Step[], options: Options = {}): ContractCase {
      const outcome = steps[steps.length - 1]?.expect.code ?? "ok";
      return base(endpoint, outcome, about, needs, steps, { evidence: source, effect: "permanent", ...options });
    },
  };
}

/** A step that succeeds. */
export function succeeds(request: Step["request"], also?: Options["also"]): Step {
  return { request, expect: success(also ? { also } : {}) };
}

/** A step that is refused. */
export function isRefused(code: ErrorCode, request: Step["request"]): Step {
  return { request, expect: refusal(code) };
}

/** Another end of a case: a refusal, or a success, under a policy. */
export function under(policy: Choice, code?: ErrorCode, also?: Options["also"]): Alternative {
  return { policy, expect: code === undefined ? success(also ? { also } : {}) : refusal(code) };
}

/** The defaults of the policies that cases depend on. */
export const usualChoices: Choice = {
  expiredCheck: "flag",
  expiredUse: "allow",
  activationTakesSeat: false,
  exhaustedCheck: "over",
  zeroOverages: "none",
  unsigned: "reject",
  unknownParameters: "report",
  signatureMismatchStatus: 401,
};

/** The complaint, unless something holds. */
export function unless(holds: boolean, complaint: string): string | undefined {
  return holds ? undefined : complaint;
}

/** Makes a request of an endpoint from a role's fields, as far as the endpoint knows them, and some more. */
export function requestOf(endpoint: EndpointName, role: string, fields: Filling = {}): Step["request"] {
  return (scene) => {
    const own = scene.role(role);
    return { endpoint, input: inputOf(endpoint, own, filled(fields, own, scene)) };
  };
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

/** The feature that a fact of the role names. */
export function featureBy(fact: string, more: Fields = {}): Filling {
  return (role) => ({ feature: role[fact], ...more });
}

function inputOf(endpoint: EndpointName, role: Role, fields: Fields): CaseRequest["input"] {
  const known = fieldKinds[endpoint] ?? {};
  const own = Object.fromEntries(Object.entries(role).filter(([name]) => Object.hasOwn(known, name)));
  return Object.fromEntries(Object.entries({ ...own, ...fields }).filter(([, value]) => value !== undefined));
}

/** The status and code that refuse a call. */
export function refusal(code: ErrorCode): Expectation {
  return { status: [errors[code].status], code };
}

function success({ also }: Options): Expectation {
  if (!also) return { status: [200] };
  return { status: [200], also: (answer, scene) => also(answer.body as never, scene, answer) };
}

function base(
  endpoint: EndpointName,
  outcome: ContractCase["outcome"],
  about: string,
  needs: readonly string[],
  steps: readonly Step[],
  { variant, evidence = "assumed", effect = "none", policy, otherwise, alternatives = [], undo, usesUp }: Options,
): ContractCase {
  const path = endpoints[endpoint].path.replace("/api/v4/", "");
  const id = `${path}/${outcome}${variant ? `-${variant}` : ""}`;
  const others = policy ? [under(usualOf(policy), otherwise), ...alternatives] : alternatives;
  return {
    ...{ id, endpoint, outcome, about, evidence, effect, needs, steps },
    ...(policy && { policy }),
    ...(others.length > 0 && { alternatives: others }),
    ...(undo && { undo }),
    ...(usesUp && { usesUp }),
  };
}

function usualOf(policy: Choice): Choice {
  return Object.fromEntries(Object.keys(policy).map((name) => [name, usualChoices[name] as string]));
}

function evidenceOf(endpoint: EndpointName, code: ErrorCode): string {
  const { documented, generic } = endpointRow(endpoint).errors;
  if (documented.includes(code)) return endpointRow(endpoint).source;
  return generic.includes(code) ? errors[code].source : "assumed";
}
