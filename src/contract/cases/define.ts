import { type EndpointName, endpointRow, endpoints } from "../../api/endpoints.ts";
import { type ErrorCode, errors } from "../../api/errors.ts";
import { fieldKinds } from "../../generated/fields.ts";
import type { Answer, CaseRequest, ContractCase, Effect, Expectation, Role, Scene, Step } from "../case.ts";

/** Fields that a case adds to those of its role, or takes away by undefined. */
export type Fields = Readonly<Record<string, unknown>>;

interface Options {
  /** What sets the case apart from others of the same outcome. */
  readonly variant?: string;
  readonly evidence?: string;
  readonly effect?: Effect;
  readonly policy?: ContractCase["policy"];
  readonly also?: (body: never, scene: Scene, answer: Answer) => string | undefined;
}

/** Ways to write the cases of one endpoint in a line each. */
export function casesOf(endpoint: EndpointName) {
  const { source } = endpointRow(endpoint);
  const send = (role: string, fields: Fields = {}) => requestOf(endpoint, role, fields);

  return {
    send,
    /** A call that succeeds. */
    ok(about: string, role: string, fields: Fields = {}, options: Options = {}): ContractCase {
      const step: Step = { request: send(role, fields), expect: success(options) };
      return base(endpoint, "ok", about, [role], [step], { evidence: source, ...options });
    },
    /** A call that is refused. Nothing is left behind by it. */
    refused(code: ErrorCode, about: string, role: string, fields: Fields = {}, options: Options = {}): ContractCase {
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

/** The complaint, unless something holds. */
export function unless(holds: boolean, complaint: string): string | undefined {
  return holds ? undefined : complaint;
}

/** Makes a request of an endpoint from a role's fields, as far as the endpoint knows them, and some more. */
export function requestOf(endpoint: EndpointName, role: string, fields: Fields = {}): Step["request"] {
  return (scene) => ({ endpoint, input: inputOf(endpoint, scene.role(role), fields) });
}

function inputOf(endpoint: EndpointName, role: Role, fields: Fields): CaseRequest["input"] {
  const known = fieldKinds[endpoint] ?? {};
  const own = Object.fromEntries(Object.entries(role).filter(([name]) => Object.hasOwn(known, name)));
  return Object.fromEntries(Object.entries({ ...own, ...fields }).filter(([, value]) => value !== undefined));
}

/** The status and code that refuse a call. A wrong signature is documented with two statuses. */
export function refusal(code: ErrorCode): Expectation {
  return { status: code === "signature_mismatch" ? [401, 400] : [errors[code].status], code };
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
  { variant, evidence = "assumed", effect = "none", policy }: Options,
): ContractCase {
  const path = endpoints[endpoint].path.replace("/api/v4/", "");
  const id = `${path}/${outcome}${variant ? `-${variant}` : ""}`;
  return { id, endpoint, outcome, about, evidence, effect, needs, steps, ...(policy && { policy }) };
}

function evidenceOf(endpoint: EndpointName, code: ErrorCode): string {
  const { documented, generic } = endpointRow(endpoint).errors;
  if (documented.includes(code)) return endpointRow(endpoint).source;
  return generic.includes(code) ? errors[code].source : "assumed";
}
