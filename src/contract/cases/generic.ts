import { type EndpointName, endpointRow, errorCodesOf } from "../../api/endpoints.ts";
import type { ErrorCode } from "../../api/errors.ts";
import { fieldKinds } from "../../generated/fields.ts";
import type { CaseRequest, ContractCase, Scene } from "../case.ts";
import { brokenBodies, givenTwice, missingFields, unknownProduct, wrongType } from "./body-faults.ts";
import { casesOf } from "./define.ts";
import { isRefused } from "./expectations.ts";
import { dateFaults, headerFaults, keyFaults, limitedKey, tokenFaults, type Wrong } from "./faults.ts";
import { harmless, isAboutNobody } from "./harmless.ts";
import { type Fields, type Filling, filled, to } from "./requests.ts";

/** A call that would succeed if nothing were wrong with it. */
export interface Sound {
  readonly role: string;
  readonly fields?: Filling;
  /** A required field that is neither hardware_id nor product, to leave out. @default hardware_id */
  readonly required?: string;
  /** Fields that are of the wrong type; none where the page has no other than texts. @default a text as license_id */
  readonly wrongType?: Fields | "none";
}

/** What can be wrong with any call: its headers, its body, its fields, its product. */
export function genericCases(endpoint: EndpointName, given: Sound): ContractCase[] {
  const sound = { wrongType: { license_id: "first" }, ...given };
  const { method, body } = endpointRow(endpoint);
  const isGet = method === "GET";
  const isOffline = body === "offline";
  const all: readonly (readonly Wrong[])[] = [
    headerFaults,
    dateFaults(passedAs(endpoint)),
    keyFaults,
    [limitedKey(endpoint)],
    tokenFaults,
    isOffline ? [] : missingFields(endpoint, sound),
    sound.wrongType === "none" ? [] : [wrongType(endpoint, sound)],
    isGet && endpoint !== "products" ? [givenTwice(sound)] : [],
    isGet || isOffline ? [] : brokenBodies,
    [unknownProduct(endpoint)],
  ];
  const codes = errorCodesOf(endpoint);
  return all.flat().flatMap((wrong) => (codes.includes(wrong.code) ? [caseOf(endpoint, sound, wrong)] : []));
}

function caseOf(endpoint: EndpointName, sound: Sound, wrong: Wrong): ContractCase {
  const { code, variant, about, needs = [], change, rewrite, mayComeSecond, ...outcome } = wrong;
  const { send, story } = casesOf(endpoint);
  const request = (scene: Scene): CaseRequest => {
    const { fields = {}, ...rest } = change(scene.role);
    const filling: Filling = (role) => ({
      ...trialless(endpoint, scene),
      ...filled(sound.fields, role, scene),
      ...fields,
    });
    const sent = harmless(send(sound.role, filling)(scene));
    return { ...sent, ...(rewrite && { raw: rewrite(sent.input) }), ...rest };
  };
  const isSecond = mayComeSecond && (isAboutNobody(endpoint) || endpoint.startsWith("add-")); // 0 units may be refused too
  const order = isSecond ? ({ isOrder: true, rests: { ...outcome.rests, code: "assumed" } } as const) : {};
  const question = variant === undefined ? code : `${code}-${variant}`;
  const step = isRefused(code, to(endpoint, request), { question, ...outcome, ...order });
  const all = [sound.role, ...needs, ...(endpoint === "trial-key" ? ["noTrialProduct"] : [])];
  return story(about, all, [step], { effect: "none", ...(variant && { variant }) });
}

/** A trial that is made stays: a server that lets a call pass must have none to give. */
function trialless(endpoint: EndpointName, scene: Scene): Fields {
  return endpoint === "trial-key" ? { product: scene.role("noTrialProduct").product } : {};
}

/** How a call that names nobody, made harmless so, ends at a server that lets it pass. */
function passedAs(endpoint: EndpointName): ErrorCode | undefined {
  if (endpoint === "trial-key") return "trial_not_allowed";

  const namesNobody = ["license_key", "username"].some((name) => Object.hasOwn(fieldKinds[endpoint] ?? {}, name));
  if (endpoint === "floating-feature-release") return "floating_feature_device_not_in_use";
  return isAboutNobody(endpoint) && namesNobody ? "license_not_found" : undefined;
}
