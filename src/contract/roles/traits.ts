import type { EndpointName } from "../../api/endpoints.ts";
import type { Role } from "../case.ts";

/** What an answer shows of a situation, in words, by what it is about. */
export type Traits = Readonly<Record<string, string>>;

type Members = Readonly<Record<string, unknown>>;

/** Traits that every role is held to: a role that is not said to be disabled is enabled, and so on. */
export const commonTraits = ["enabled", "active on this device", "expired"];

/** What an answer shows of the role that asked; nothing where it is none that can be read. */
export function traitsOf(endpoint: EndpointName, body: unknown, role: Role): Traits {
  if (endpoint === "product-details") return known(productTraits(membersOf(body)));
  if (endpoint === "customer-license-users") return known({ users: isOne(membersOf(body).users) });
  const licenses = (Array.isArray(body) ? body : [body])
    .map(membersOf)
    .map((one) => ({ ...one, ...membersOf(one.license) }));
  const license = licenses.find((one) => role.bundle_code !== undefined || productOf(one) === role.product) ?? {};
  return known({ ...licenseTraits(license), ...featureTraits(license, role) });
}

function licenseTraits(license: Members): Record<string, string | undefined> {
  const user = membersOf(license.user);
  return {
    enabled: word(license.license_enabled),
    "active on this device": word(license.license_active),
    expired: word(license.is_expired),
    "license type": typeof license.license_type === "string" ? license.license_type : undefined,
    trial: word(license.is_trial),
    "grace period": word(license.allow_grace_period),
    "activations left": orUnlimited(
      license.allow_unlimited_activations,
      license.max_activations,
      license.times_activated,
    ),
    units: unitsOf(license),
    overages: word(license.allow_overages),
    "units given back": word(license.allow_negative_consumptions),
    "reset of units": word(license.reset_consumption),
    ...floatingTraits(license),
    "can be borrowed": word(license.can_borrow),
    "offline activation": word(license.allow_offline_activation),
    "virtual machines refused": word(license.prevent_vm),
    "activations left to the user": orUnlimited(
      user.allow_unlimited_activations,
      user.max_activations,
      user.total_activations,
    ),
  };
}

function featureTraits({ product_features: features }: Members, role: Role): Record<string, string | undefined> {
  const all = Array.isArray(features) ? features.map(membersOf) : [];
  const named = Object.entries(role).filter(([name]) => /(^|_)feature$/.test(name));
  const entries = named.flatMap(([name, code]) => {
    const feature = all.find((one) => one.code === code);
    if (!feature) return [];
    const counts = feature.feature_type === "consumption";
    const traits = {
      ...{ type: feature.feature_type as string, ...floatingTraits(feature) },
      units: counts ? unitsOf({ ...feature, max_consumptions: feature.max_consumption }) : undefined,
    };
    return Object.entries(traits).map(([trait, value]) => [`${name}: ${trait}`, value]);
  });
  return Object.fromEntries(entries);
}

function productTraits(product: Members): Record<string, string | undefined> {
  return {
    active: word(product.active),
    archived: word(product.is_archived),
    trials: word(product.allow_trial),
    "authorization by": product.authorization_method as string | undefined,
  };
}

function floatingTraits(license: Members): Record<string, string | undefined> {
  const kept =
    license.is_floating_cloud === true ? "in the cloud" : license.is_floating === true ? "on a server" : "no";
  const { is_floating_cloud: isCloud, floating_users: users, floating_in_use_devices: inUse } = license;
  return { floating: isCloud === undefined ? undefined : kept, "seat for this device": left(users, inUse, 1) };
}

function unitsOf(license: Members): string | undefined {
  const { max_consumptions: max, total_consumptions: total } = license;
  if (typeof max !== "number" || typeof total !== "number") return undefined;
  if (license.allow_unlimited_consumptions === true) return "unlimited";
  if (total === max) return "used up";
  return total < max ? "left" : "beyond the limit";
}

function orUnlimited(isUnlimited: unknown, most: unknown, used: unknown): string | undefined {
  return isUnlimited === true || most === 0 ? "yes" : left(most, used, 0);
}

/** @param own how many of those in use are the asker's own. */
function left(most: unknown, used: unknown, own: number): string | undefined {
  if (typeof most !== "number" || typeof used !== "number") return undefined;
  return used - own < most ? "yes" : "no";
}

function isOne(list: unknown): string | undefined {
  return Array.isArray(list) ? (list.length > 0 ? "yes" : "no") : undefined;
}

function productOf(license: Members): unknown {
  return membersOf(license.product_details).short_code;
}

function word(value: unknown): string | undefined {
  return typeof value === "boolean" ? (value ? "yes" : "no") : undefined;
}

function known(traits: Readonly<Record<string, string | undefined>>): Traits {
  const entries = Object.entries(traits).filter((entry): entry is [string, string] => typeof entry[1] === "string");
  return Object.fromEntries(entries);
}

function membersOf(value: unknown): Members {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Members) : {};
}
