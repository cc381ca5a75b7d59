import { type EndpointName, endpointRow, endpoints } from "../../api/endpoints.ts";
import type { ErrorCode } from "../../api/errors.ts";
import type { Choice } from "../../api/policies.ts";
import type { ContractCase, Effect, Step, UndoRequest } from "../case.ts";
import { expectRefusal, expectSuccess, type Outcome, type OwnClaims } from "./expectations.ts";
import { type FieldSource, requestOf, resolvedFields } from "./requests.ts";

/** What sets a case apart from others of its kind. */
export interface Options extends Outcome, OwnClaims {
  readonly variant?: string;
  readonly effect?: Effect;
  /** What the target must have declared for the case to apply to it. */
  readonly policy?: Choice;
  readonly undo?: readonly UndoRequest[];
  readonly usesUp?: string;
  /** Facts without which the case, or its undo, could not be sent. */
  readonly facts?: ContractCase["facts"];
}

/** How a refused case leaves a target that acts in spite of the refusal. */
export interface RefusalOptions extends Options {
  /**
   * `nothing`: the call is harmless by its making. `stays`: it cannot be put back. Else what puts it back.
   *
   * @default nothing for a query and for units, which are 0 then; else it stays
   */
  readonly ifActs?: "nothing" | "stays" | readonly UndoRequest[];
}

/** Endpoints that change something, unless the call is harmless by its making; units are 0 where no case says otherwise. */
const changing = (endpoint: EndpointName) => endpointRow(endpoint).method === "POST" || endpoint === "trial-key";

const counting: readonly EndpointName[] = ["add-consumption", "add-feature-consumption"];

/** Ways to write the cases of one endpoint in a line each. */
export function caseMaker(endpoint: EndpointName) {
  const source = endpointRow(endpoint).source;
  const send = (role: string, fields: FieldSource = {}) => requestOf(endpoint, role, fields);

  return {
    send,
    /** A call that succeeds. */
    ok(about: string, role: string, fields: FieldSource = {}, options: Options = {}): ContractCase {
      const step: Step = {
        request: send(role, fields),
        expect: expectSuccess({ evidence: source, ...options }, "about"),
      };
      return base(endpoint, "ok", about, [role], [step], options);
    },
    /** A call that is refused. */
    refused(
      code: ErrorCode,
      about: string,
      role: string,
      fields: FieldSource = {},
      options: RefusalOptions = {},
    ): ContractCase {
      const isHarmless = counting.includes(endpoint) && (options.ifActs ?? "nothing") === "nothing";
      const sent = isHarmless ? withoutUnits(fields) : fields;
      const { variant } = options;
      const question = variant === undefined ? code : `${code}-${variant}`; // the same for every endpoint that is asked it
      const step: Step = { request: send(role, sent), expect: expectRefusal(endpoint, code, { question, ...options }) };
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
function withoutUnits(fields: FieldSource): FieldSource {
  return (role, scene) => ({ consumptions: 0, ...resolvedFields(fields, role, scene) });
}

function lasting(
  endpoint: EndpointName,
  fields: FieldSource,
  { ifActs }: RefusalOptions,
): Pick<Options, "effect" | "undo"> {
  const asksForUnits = typeof fields === "object" && Object.hasOwn(fields, "consumptions");
  const isHarmless = counting.includes(endpoint) ? !asksForUnits && typeof fields === "object" : !changing(endpoint);
  const kind = ifActs ?? (isHarmless ? "nothing" : "stays");
  if (kind === "nothing") return { effect: "none" };
  return kind === "stays" ? { effect: "permanent" } : { effect: "reversible", undo: kind };
}

function base(
  endpoint: EndpointName,
  outcome: ContractCase["outcome"],
  about: string,
  needs: readonly string[],
  steps: readonly Step[],
  { variant, effect = "none", policy, undo, usesUp, facts }: Options,
): ContractCase {
  const path = endpoints[endpoint].path.replace("/api/v4/", "");
  const id = `${path}/${outcome}${variant ? `-${variant}` : ""}`;
  return {
    ...{ id, endpoint, outcome, about, effect, needs, steps },
    ...(policy && { policy }),
    ...(undo && { undo }),
    ...(usesUp && { usesUp }),
    ...(facts && { facts }),
  };
}
