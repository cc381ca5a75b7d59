import { type EndpointName, endpointRow, errorCodesOf } from "../../api/endpoints.ts";
import type { ErrorCode } from "../../api/errors.ts";
import { fieldKinds } from "../../generated/fields.ts";
import type { CaseRequest, ContractCase, StepContext } from "../case.ts";
import { caseMaker } from "./case-maker.ts";
import { refusedStep } from "./expectations.ts";
import { type FieldSource, type Fields, requestTo, resolvedFields } from "./requests.ts";
import { brokenBodies, givenTwice, missingFields, unknownProducts, wrongType } from "./wrong-bodies.ts";
import { limitedKey, type ValidCall, type WrongCall, wrongDates, wrongHeaders, wrongKeys } from "./wrong-calls.ts";
import { wrongTokenDates, wrongTokens } from "./wrong-tokens.ts";

/** What can be wrong with any call: its headers, its body, its fields, its product. */
export function genericCases(endpoint: EndpointName, given: ValidCall): ContractCase[] {
  const sound = { wrongType: { license_id: "first" }, ...given };
  const { method, body } = endpointRow(endpoint);
  const isGet = method === "GET";
  const isOffline = body === "offline";
  const all: readonly (readonly WrongCall[])[] = [
    wrongHeaders,
    wrongDates(passedAs(endpoint)),
    wrongKeys.filter(({ variant }) => !(isOffline && variant === "other-company")), // the key inside counts there
    [limitedKey(endpoint)],
    wrongTokens,
    wrongTokenDates,
    isOffline ? [] : missingFields(endpoint, sound),
    sound.wrongType === "none" ? [] : [wrongType(endpoint, sound)],
    isGet && endpoint !== "products" ? [givenTwice(sound)] : [],
    isGet || isOffline ? [] : brokenBodies,
    unknownProducts(endpoint, sound),
  ];
  const codes = errorCodesOf(endpoint);
  return all.flat().flatMap((wrong) => (codes.includes(wrong.code) ? [caseOf(endpoint, sound, wrong)] : []));
}

function caseOf(endpoint: EndpointName, sound: ValidCall, wrong: WrongCall): ContractCase {
  const { code, variant, about, needs = [], change, rewrite, mayComeSecond, ...outcome } = wrong;
  const { send, story } = caseMaker(endpoint);
  const request = (scene: StepContext): CaseRequest => {
    const { fields = {}, ...rest } = change(scene.role);
    const filling: FieldSource = (role) => ({
      ...trialless(endpoint, scene),
      ...resolvedFields(sound.fields, role, scene),
      ...fields,
    });
    const sent = harmless(send(sound.role, filling)(scene));
    return { ...sent, ...(rewrite && { raw: rewrite(sent.input) }), ...rest };
  };
  const isSecond = mayComeSecond && (isAboutNobody(endpoint) || endpoint.startsWith("add-")); // 0 units may be refused too
  const order = isSecond ? ({ isOrder: true, rests: { ...outcome.rests, code: "assumed" } } as const) : {};
  const question = variant === undefined ? code : `${code}-${variant}`;
  const step = refusedStep(code, requestTo(endpoint, request), { question, ...outcome, ...order });
  const all = [sound.role, ...needs, ...(endpoint === "trial-key" ? ["noTrialProduct"] : [])];
  return story(about, all, [step], { effect: "none", ...(variant && { variant }) });
}

/** A trial that is made stays: a server that lets a call pass must have none to give. */
function trialless(endpoint: EndpointName, scene: StepContext): Fields {
  return endpoint === "trial-key" ? { product: scene.role("noTrialProduct").product } : {};
}

/** How a call that names nobody, made harmless so, ends at a server that lets it pass. */
function passedAs(endpoint: EndpointName): ErrorCode | undefined {
  if (endpoint === "trial-key") return "trial_not_allowed";

  const namesNobody = ["license_key", "username"].some((name) => Object.hasOwn(fieldKinds[endpoint] ?? {}, name));
  if (endpoint === "floating-feature-release") return "floating_feature_device_not_in_use";
  return isAboutNobody(endpoint) && namesNobody ? "license_not_found" : undefined;
}

/** Endpoints that the cases call so that nothing changes: 0 units, a seat that is not taken, the same password again. */
const changingNothing: readonly EndpointName[] = [
  "add-consumption",
  "add-feature-consumption",
  "floating-release",
  "floating-feature-release",
  "change-password",
];

/** Whether a request is sent about nobody's license, so that this is a second reason to refuse it. */
function isAboutNobody(endpoint: EndpointName): boolean {
  return endpointRow(endpoint).method === "POST" && !changingNothing.includes(endpoint);
}

/**
 * A request to change something that names a license, a user or a product nobody has: a target that lets it pass by
 * mistake must not act on a real one.
 */
function harmless(request: CaseRequest): CaseRequest {
  const { endpoint, input } = request;

  if (!isAboutNobody(endpoint)) return request;
  return {
    ...request,
    input: {
      ...input,
      ...(input.license_key !== undefined && { license_key: "NONE-NONE-NONE-NONE" }),
      ...(input.username !== undefined && { username: "nobody@example.test" }),
    },
  };
}
