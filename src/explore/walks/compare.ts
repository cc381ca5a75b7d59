import type { EndpointName } from "../../api/endpoints.ts";
import type { Answer } from "../../contract/case.ts";
import { codeIn, isSuccess } from "../../contract/read-answer.ts";

/** Where the target's answer is another one than the oracle's. */
export interface AnswerDifference {
  /** `outcome`, or the place of a member. */
  readonly place: string;
  readonly target: unknown;
  readonly oracle: unknown;
}

/** Members that tell what a license, a feature or a device is; ids, names and texts are everybody's own. */
const told = new Set([
  ...["license_type", "is_trial", "max_activations", "times_activated", "transfer_count", "max_transfers"],
  ...["allow_unlimited_activations", "allow_offline_activation", "prevent_vm", "allow_overages", "max_overages"],
  ...[
    "is_floating",
    "is_floating_cloud",
    "floating_timeout",
    "floating_users",
    "floating_in_use",
    "floating_in_use_devices",
  ],
  ...["can_borrow", "max_borrow_time", "is_borrowed", "borrowed_until", "license_active", "active", "license_enabled"],
  ...["is_expired", "validity_period", "expiry_date", "allow_grace_period", "grace_period", "max_consumptions"],
  ...["max_consumption", "total_consumptions", "allow_unlimited_consumptions", "allow_negative_consumptions"],
  ...["reset_consumption", "feature_type", "product_features", "value"],
]);

/** By what the items of a list are told from each other. */
const keyNames = ["code", "variable", "name"];

/** Lists that hold licenses of other roles too, which a walk does not know of. */
const ofOthers: readonly EndpointName[] = ["user-licenses", "device-licenses"];

/** The first difference between two answers to the same call. What one of them does not tell is none. */
export function differenceBetween(
  endpoint: EndpointName,
  target: Answer,
  oracle: Answer,
): AnswerDifference | undefined {
  const outcome = { place: "outcome", target: outcomeOf(target), oracle: outcomeOf(oracle) };
  if (outcome.target !== outcome.oracle) return outcome;
  const isTold = isSuccess(target) && !ofOthers.includes(endpoint);
  return isTold ? memberDifference(target.body, oracle.body, "") : undefined;
}

/** `200`, or the code of a refusal. */
function outcomeOf(answer: Answer): string {
  if (isSuccess(answer)) return "a success";
  return (
    codeIn(answer)?.replace(/^licenseUserActivatedMaxTimes$/, "license_user_activated_max_times") ??
    String(answer.status)
  );
}

function memberDifference(target: unknown, oracle: unknown, place: string): AnswerDifference | undefined {
  if (Array.isArray(target) && Array.isArray(oracle)) return listDifference(target, oracle, place);
  if (!isRecord(target) || !isRecord(oracle)) return isAlike(target, oracle) ? undefined : { place, target, oracle };
  for (const name of Object.keys(oracle)) {
    if (!told.has(name) || !Object.hasOwn(target, name)) continue;
    const found = memberDifference(target[name], oracle[name], `${place}/${name}`);
    if (found) return found;
  }
  return undefined;
}

/** Lists of licenses, features and variables: who is in them, then what each is. */
function listDifference(
  target: readonly unknown[],
  oracle: readonly unknown[],
  place: string,
): AnswerDifference | undefined {
  const [theirs, ours] = [byKey(target), byKey(oracle)];
  const names = [theirs, ours].map((list) => [...list.keys()].sort().join());
  if (names[0] !== names[1]) return { place: place || "/", target: names[0], oracle: names[1] };
  for (const [key, item] of ours) {
    const found = memberDifference(theirs.get(key), item, `${place}/${key}`);
    if (found) return found;
  }
  return undefined;
}

function byKey(list: readonly unknown[]): Map<string, unknown> {
  return new Map(list.map((item, at) => [keyOf(item) ?? String(at), item]));
}

function keyOf(item: unknown): string | undefined {
  if (!isRecord(item)) return undefined;
  const name = keyNames.find((each) => typeof item[each] === "string");
  return name === undefined ? undefined : String(item[name]);
}

/** How far two clocks, and two calls one after the other, may be apart. */
const patience = 120_000;

/** Nothing is written as null or as an empty text; of days, the day counts, and of moments about when. */
function isAlike(target: unknown, oracle: unknown): boolean {
  if (target === oracle || ((target ?? "") === "" && (oracle ?? "") === "")) return true;
  const [one, other] = [target, oracle].map((value) => (isMoment(value) ? Date.parse(value) : Number.NaN)) as [
    number,
    number,
  ];
  if (Number.isNaN(one) || Number.isNaN(other)) return false;
  const isDay = [target, oracle].some((value) => String(value).length === 10);
  return Math.abs(one - other) <= (isDay ? 86_400_000 : patience);
}

function isMoment(value: unknown): value is string {
  return typeof value === "string" && /^\d{4}-\d{2}-\d{2}/.test(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
