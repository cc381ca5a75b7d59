import { InputError } from "./input-error.ts";
/**
 * What the documentation leaves open, for teams who know that their account behaves otherwise. The first value of each
 * list is the default; a number stands for any number not below 0.
 */
export const policies = {
  dialect: policy(
    ["documents", "service"],
    "Whether answers keep the documented schemas to the letter, or look as observed from the live service",
    "W0",
  ),
  unknownParameters: policy(
    ["report", "reject"],
    "Whether parameters that nothing documents are noted in the journal or refused with validation_error",
    "W2",
  ),
  requiredHeaders: policy(
    ["authorization", "all"],
    "Whether calls need Date and Authorization alone, or Accept and a body's Content-Type too",
    "W18",
  ),
  signedRefusals: policy(
    [true, false],
    "Whether errors, bare texts and empty bodies carry a LicenseSignature, as all other answers do",
    "W12",
  ),
  authorizationMethod: policy(
    ["dialect", "license-key", "license_key"],
    "How answers spell the key-based method; the documents write license_key, the live service license-key",
    "W6",
  ),
  signatureMismatchStatus: policy([401, 400], "HTTP status of signature_mismatch", "A2"),
  dateSkewMinutes: policy([15, "number"], "How far the Date header may be from the wall clock, in minutes", "A3"),
  dateAhead: policy(
    ["same", "any"],
    "Whether a Date header ahead of the wall clock is held to as many minutes, or to none",
    "A3",
  ),
  unsigned: policy(["reject", "accept"], "Whether a call with an API key but no signature passes", "A4"),
  expiredCheck: policy(
    ["flag", "error"],
    "Whether checking an expired license answers is_expired or license_expired",
    "L1",
  ),
  expiredUse: policy(["allow", "error"], "Whether an expired license can be activated and consumed from", "L2"),
  graceFrom: policy(
    ["day-end", "instant"],
    "Whether hours of grace follow the end of the last day, or the very moment in validity_period",
    "L4",
  ),
  vmOnCheck: policy(
    ["allow", "refuse"],
    "Whether checking on a virtual machine passes where the license forbids them; activating never does",
    "L9",
  ),
  zeroOverages: policy(["none", "unlimited"], "What allowed overages with a limit of 0 mean", "K1"),
  fractions: policy(["reject", "accept"], "Whether parts of a unit can be added, or are a validation_error", "K4"),
  exhaustedCheck: policy(
    ["over", "reached"],
    "Whether a check fails when the total is over the limit, or has reached it",
    "K5",
  ),
  offlineTypes: policy(
    ["documented", "not-subscription", "all"],
    "Types of licenses that can be activated offline: perpetual, consumption and trials; all but subscriptions; all",
    "X3",
  ),
  cache: policy(["on", "off"], "Whether answers are remembered; it changes their speed and nothing else", "none"),
  activationTakesSeat: policy([false, true], "Whether activating a floating cloud license takes a seat", "F1"),
} as const satisfies Record<string, { values: readonly PolicyValue[]; about: string; decision: string }>;

/** What a policy can be set to. */
export type PolicyValue = string | number | boolean;

type Value<V> = V extends "number" ? number : V;

/** Every policy with its value. */
export type Policies = { readonly [P in keyof typeof policies]: Value<(typeof policies)[P]["values"][number]> };

/** Name of a policy. */
export type PolicyName = keyof Policies;

/**
 * All policies, those given and the defaults of the others.
 *
 * @throws an error that names the policy, what was found and what was expected.
 */
export function completePolicies(given: Partial<Policies> = {}): Policies {
  const complete: Record<string, PolicyValue> = {};
  for (const [name, { values }] of Object.entries(policies)) complete[name] = values[0] as PolicyValue;
  for (const [name, value] of Object.entries(given)) complete[name] = requirePolicy(name, value);
  return complete as unknown as Policies;
}

/** Reads a policy written as text, `name=value`. */
export function parsePolicy(text: string): Partial<Policies> {
  const [, name = text, value = ""] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  const readings: PolicyValue[] = [value, ...(value === "true" || value === "false" ? [value === "true"] : [])];
  if (value !== "" && !Number.isNaN(Number(value))) readings.push(Number(value));
  const fitting = readings.find((reading) => isAllowed(name, reading));
  return { [name]: requirePolicy(name, fitting ?? value) };
}

function requirePolicy(name: string, value: unknown): PolicyValue {
  if (!Object.hasOwn(policies, name)) {
    throw new InputError(
      `policy ${name}: there is no such policy, expected one of ${Object.keys(policies).join(", ")}`,
    );
  }
  if (isAllowed(name, value)) return value;
  const { values } = policies[name as PolicyName];
  throw new InputError(`policy ${name}: found ${JSON.stringify(value)}, expected ${values.join(" or ")}`);
}

function isAllowed(name: string, value: unknown): value is PolicyValue {
  if (!Object.hasOwn(policies, name)) return false;
  const values: readonly PolicyValue[] = policies[name as PolicyName].values;
  if (values.includes("number")) return typeof value === "number" && Number.isFinite(value) && value >= 0;
  return values.includes(value as PolicyValue);
}

function policy<const V extends readonly PolicyValue[]>(values: V, about: string, decision: string) {
  return { values, about, decision };
}
