import type { EndpointName } from "../../src/api/endpoints.ts";
import type * as file from "../../src/generated/types.ts";

/** A call, with the rows of the world as the calls before it have left them. */
export interface Call {
  readonly endpoint: EndpointName;
  readonly input: Readonly<Record<string, unknown>>;
  readonly world: file.WorldFile;
  /** The company whose key calls. */
  readonly company: file.WorldCompany;
  readonly dialect: "documents" | "service";
  readonly now: number;
}

/** A row, and the call that shows it. */
export interface Of<R> {
  readonly row: R;
  readonly call: Call;
}

/** A license and what stands beside it in an answer. */
export interface OfLicense extends Of<file.WorldLicense> {
  readonly product: file.WorldProduct;
  readonly device: file.WorldDevice | undefined;
  readonly user: file.WorldUser | undefined;
}

/** A feature with its license. */
export interface OfFeature extends Of<file.WorldFeature> {
  readonly license: file.WorldLicense;
}

/** The rows of the caller's company. */
export function owned<R extends { company?: string }>(rows: readonly R[] = [], { company, world }: Call): R[] {
  return rows.filter((row) => (row.company ?? world.companies[0]?.name) === company.name);
}

/** The one row that fits, which must be there. */
export function only<R>(rows: readonly R[] | undefined, fits: (row: R) => boolean): R {
  const found = rows?.find(fits);
  if (!found) throw new Error(`no row fits ${fits}`);
  return found;
}

/** The product of a code. */
export function productOf(code: unknown, call: Call): file.WorldProduct {
  return only(owned(call.world.products, call), (row) => row.code === code);
}

/** The license user of an email. */
export function userOf(email: unknown, call: Call): file.WorldUser {
  return only(owned(call.world.users, call), (row) => row.email === email);
}

/** A license as a call shows it. */
export function ofLicense(row: file.WorldLicense, call: Call): OfLicense {
  const { hardware_id, username } = call.input;
  const device = row.devices?.find(({ hardwareId }) => hardwareId === hardware_id);
  const email = username ?? device?.user ?? (row.licenseKey === undefined ? row.users?.[0] : undefined);
  const user = email === undefined ? undefined : userOf(email, call);
  return { row, call, product: productOf(row.product, call), device, user };
}

/** The license that a call names by its key or user. */
export function licenseOf(call: Call, product = call.input.product): OfLicense {
  const { license_key, username, license_id } = call.input;
  const fits = (row: file.WorldLicense) =>
    row.product === product &&
    (typeof license_id !== "number" || row.id === license_id) &&
    (username === undefined ? row.licenseKey === license_key : row.users?.includes(String(username)) === true);
  return ofLicense(only(owned(call.world.licenses, call), fits), call);
}

/** The license of a bundle and then those of its members. */
export function licensesOfBundle(call: Call): OfLicense[] {
  const own = licenseOf(call);
  return [own, ...membersOf(own.row, call)];
}

/** The licenses of a bundle's members: those of the same key or user. */
export function membersOf(own: file.WorldLicense, call: Call): OfLicense[] {
  return owned(call.world.licenses, call)
    .filter(({ bundle, licenseKey, users }) => {
      const isSame = licenseKey === own.licenseKey && String(users) === String(own.users);
      return bundle === own.product && isSame;
    })
    .map((row) => ofLicense(row, call));
}

/** The feature that a call names. */
export function featureOf(call: Call): OfFeature {
  const { row: license } = licenseOf(call);
  return { row: only(license.features, ({ code }) => code === call.input.feature), license, call };
}

/** The pool that something draws from, if it does. */
export function poolOf(code: string | undefined, call: Call): file.WorldPool | undefined {
  return code === undefined ? undefined : only(owned(call.world.pools, call), (row) => row.code === code);
}

/** The versions that a filter leaves, newest first. */
export function versionsOf(product: file.WorldProduct, call: Call, until = "9999"): file.WorldVersion[] {
  const { env, channel } = call.input;
  return (product.versions ?? [])
    .filter(({ enabled = true }) => enabled)
    .filter((row) => env === undefined || (row.environment ?? "") === env)
    .filter((row) => channel === undefined || (row.channel ?? "prod") === channel)
    .filter((row) => dayOf(row.releasedAt) <= until)
    .sort((a, b) => (dayOf(a.releasedAt) < dayOf(b.releasedAt) ? 1 : -1));
}

/** The versions that a license may install. */
export function offeredTo({ row, product, call }: OfLicense): file.WorldVersion[] {
  const { maintainedUntil, expiresAt } = row;
  return versionsOf(product, call, maintainedUntil ?? (expiresAt && dayOf(expiresAt)));
}

/** 00:00 of the day of a moment, as answers write it. */
export function dayOf(moment: string): string {
  return `${moment.slice(0, 10)}T00:00:00.000Z`;
}

/** Devices that are active on a license. */
export function activeOn({ devices = [] }: file.WorldLicense): file.WorldDevice[] {
  return devices.filter(({ active = true }) => active);
}

/** Whether a license's time is over: its last day has passed, on a subscription with the hours of grace behind it. */
export function isOver({ type, trial, expiresAt, graceHours = 0 }: file.WorldLicense, now: number): boolean {
  if (expiresAt === undefined || !(trial || type === "time-limited" || type === "subscription")) return false;
  const hours = 24 + (type === "subscription" ? graceHours : 0);
  return now >= Date.parse(dayOf(expiresAt)) + hours * 3_600_000;
}

/** Seats of a license, or of one of its features, that devices hold. */
export function seatsHeld(
  license: file.WorldLicense,
  code: string | undefined,
  { timeoutMinutes = 120 }: file.WorldFloating,
  now: number,
): number {
  const seats = (license.devices ?? []).flatMap(({ seats = [] }) => seats).filter(({ feature }) => feature === code);
  return seats.filter(({ lastContactAt = "", borrowedUntil = "0000-01-01" }) => {
    return Date.parse(lastContactAt) + timeoutMinutes * 60_000 > now || Date.parse(borrowedUntil) > now;
  }).length;
}
