import type { Evidence } from "./evidence.ts";
import { InputError } from "./input-error.ts";
import { nearestName } from "./nearest-name.ts";
import { shortText } from "./text-at-pointer.ts";

/**
 * What the documentation leaves open, for teams who know that their account behaves otherwise. The first value of each
 * list is the default; a number stands for any number not below 0.
 */
export const policies = {
  dialect: policy(["documents", "service"], {
    about: "Whether answers keep the documented schemas to the letter, or look as observed from the live service",
    evidence: "documented: License Feature Check",
    reason: "its printed schema and the answers of the live service depart from each other",
    note: "W0",
  }),
  unknownParameters: policy(["report", "reject"], {
    about: "Whether parameters that nothing documents are noted in the journal or refused with validation_error",
    evidence: "observed: public clients send parameters that no page has, and are served",
    reason: "printed request schemas forbid what real clients send",
    note: "W2",
  }),
  requiredHeaders: policy(["authorization", "all"], {
    about: "Whether calls need Date and Authorization alone, or Accept and a body's Content-Type too",
    evidence: "documented: Deactivate License",
    reason: "older pages call these headers required, newer ones recommended",
    note: "W18",
  }),
  signedRefusals: policy([true, false], {
    about: "Whether errors, bare texts and empty bodies carry a LicenseSignature, as all other answers do",
    evidence: "assumed",
    reason:
      "the page about response signatures speaks of objects and says nothing of errors, bare words and empty bodies",
    note: "W12",
  }),
  authorizationMethod: policy(["dialect", "license-key", "license_key"], {
    about: "How answers spell the key-based method; the documents write license_key, the live service license-key",
    evidence: "documented: License Check",
    reason: "prose and sample answers spell it differently",
    note: "W6",
  }),
  signatureMismatchStatus: policy([401, 400], {
    about: "HTTP status of signature_mismatch",
    evidence: "documented: SDK error page",
    reason: "one page prints 400, another 401",
    note: "A2",
  }),
  dateSkewMinutes: policy([15, "number"], {
    about: "How far the Date header may be from the wall clock, in minutes",
    evidence: "documented: API key authorization",
    reason: "15 minutes is what the page says",
    note: "A3",
  }),
  dateAhead: policy(["same", "any"], {
    about: "Whether a Date header ahead of the wall clock is held to as many minutes, or to none",
    evidence: "assumed",
    reason: "the page speaks of old dates and says nothing of one that lies ahead",
    note: "A3",
  }),
  unsigned: policy(["reject", "accept"], {
    about: "Whether a call with an API key but no signature passes",
    evidence: "documented: API key authorization",
    reason: "to try a client before it can sign; a server that accepts such calls breaks the contract",
    note: "A4",
  }),
  expiredCheck: policy(["flag", "error"], {
    about: "Whether checking an expired license answers is_expired or license_expired",
    evidence: "assumed",
    reason: "an answer has is_expired and the listed errors lack license_expired, but no page says which one comes",
    note: "L1",
  }),
  expiredUse: policy(["allow", "error"], {
    about: "Whether an expired license can be activated and consumed from",
    evidence: "assumed",
    reason: "no page says whether an expired license can still be used",
    note: "L2",
  }),
  graceFrom: policy(["day-end", "instant"], {
    about: "Whether hours of grace follow the end of the last day, or the very moment in validity_period",
    evidence: "assumed",
    reason: "no page says from when the hours of grace count",
    note: "L4",
  }),
  vmOnCheck: policy(["allow", "refuse"], {
    about: "Whether checking on a virtual machine passes where the license forbids them; activating never does",
    evidence: "assumed",
    reason: "prevent_vm is documented for activations, and no page says what it means for a check",
    note: "L9",
  }),
  zeroOverages: policy(["none", "unlimited"], {
    about: "What allowed overages with a limit of 0 mean",
    evidence: "assumed",
    reason: "no page says how overages without a limit are stored",
    note: "K1",
  }),
  fractions: policy(["reject", "accept"], {
    about: "Whether parts of a unit can be added, or are a validation_error",
    evidence: "assumed",
    reason: "printed schemas say number, all counters are whole",
    note: "K4",
  }),
  exhaustedCheck: policy(["over", "reached"], {
    about: "Whether a check fails when the total is over the limit, or has reached it",
    evidence: "assumed",
    reason: "License Check lists the code and does not say when it comes",
    note: "K5",
  }),
  offlineTypes: policy(["documented", "not-subscription", "all"], {
    about:
      "Types of licenses that can be activated offline: perpetual, consumption and trials; all but subscriptions; all",
    evidence: "documented: activate license offline",
    reason: "pages about offline calls allow three types, pages about entitlements exclude one",
    note: "X3",
  }),
  caseSensitive: policy([true, false], {
    about: "Whether license keys and user names are told apart by small letters and capitals; product codes always are",
    evidence: "assumed",
    reason: "a page says it of product codes, and none of keys and user names",
    note: "O4",
  }),
  rateLimit: policy(["off", "free", "business-starter", "business-plus", "enterprise", "number"], {
    about:
      "Whether calls that come too often are answered 429: by the figures of a plan (1,800, 3,600, 4,500 or 18,000 calls of a company in 60 seconds), or so many; with any of them also beyond 200 of an address in 10 seconds and 50 of an Authorization header in one",
    evidence: "documented: rate limiting",
    reason: "tests would run into them; a page gives the figures, another says that nothing is throttled",
    note: "X4",
  }),
  retryAfter: policy(["seconds", "date"], {
    about: "How Retry-After of a 429 is written: as seconds, or as a date of the wall clock",
    evidence: "assumed",
    reason: "HTTP allows both, and no page says which comes",
    note: "X4",
  }),
  cache: policy(["on", "off"], {
    about: "Whether answers are remembered; it changes their speed and nothing else",
    evidence: "assumed",
    reason: "nothing about the API: to tell whether something remembered is at fault",
  }),
  activationTakesSeat: policy([false, true], {
    about: "Whether activating a floating cloud license takes a seat",
    evidence: "assumed",
    reason: "a check takes a seat by itself; of an activation no page says it",
    note: "F1",
  }),
} as const satisfies Readonly<Record<string, PolicyRow>>;

/** A choice that the sources leave open, or between which they disagree. */
interface PolicyRow {
  /** The first is the default; `number` stands for any number not below 0. */
  readonly values: readonly PolicyValue[];
  /** What is decided, for people. */
  readonly about: string;
  /** What the default rests on. */
  readonly evidence: Evidence;
  /** Why there is a choice at all. */
  readonly reason: string;
  /** Heading in decisions/api-choices.md that tells the whole of it. */
  readonly note?: string;
}

/** What a policy can be set to. */
export type PolicyValue = string | number | boolean;

type Value<V> = V extends "number" ? number : V;

/** Every policy with its value. */
export type Policies = { readonly [P in keyof typeof policies]: Value<(typeof policies)[P]["values"][number]> };

/** Name of a policy. */
export type PolicyName = keyof Policies;

/** What a policy is where nobody chose. */
export function usualPolicy(name: PolicyName): PolicyValue {
  return policies[name].values[0];
}

/**
 * All policies, those given and the defaults of the others.
 *
 * @throws an error that names the policy, what was found and what was expected.
 */
export function completePolicies(given: Partial<Policies> = {}): Policies {
  const complete: Record<string, PolicyValue> = {};
  for (const name of Object.keys(policies) as PolicyName[]) complete[name] = usualPolicy(name);
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
    const near = nearestName(name, Object.keys(policies));
    const hint = near === undefined ? `expected one of ${Object.keys(policies).join(", ")}` : `did you mean ${near}?`;
    throw new InputError(`policy ${name}: there is no such policy, ${hint}`);
  }
  if (isAllowed(name, value)) return value;
  const { values } = policies[name as PolicyName];
  throw new InputError(`policy ${name}: found ${shortText(value)}, expected ${values.join(" or ")}`);
}

function isAllowed(name: string, value: unknown): value is PolicyValue {
  if (!Object.hasOwn(policies, name)) return false;
  const values: readonly PolicyValue[] = policies[name as PolicyName].values;
  if (typeof value === "number" && values.includes("number")) return Number.isFinite(value) && value >= 0;
  return value !== "number" && values.includes(value as PolicyValue);
}

function policy<const V extends readonly PolicyValue[]>(values: V, why: Omit<PolicyRow, "values">) {
  return { values, ...why };
}

/** Policies of the mock with their values: how a server has chosen where the documentation is silent. */
export type Choice = Partial<Policies>;
