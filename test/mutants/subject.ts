import type { Mock } from "../../src/mock/create-mock.ts";
import type { DeviceRecord, FeatureRecord, LicenseRecord, UserRecord } from "../../src/mock/world/records.ts";
import type { Stored, Table } from "../../src/mock/world/table.ts";
import type { Call } from "./call.ts";

/** The user whom a call names, by email or token, whether or not anything proves it. */
export function userOf({ input }: Call, { tables }: Mock): UserRecord | undefined {
  const token = input.id_token ?? input.code;
  const named = [...tables.ssoTokens.all()].find((one) => one.token === token);
  if (named) return tables.users.get(named.userId);
  return [...tables.users.all()].find(({ email }) => email === input.username);
}

/** The license that a call is about: by its id, its key or its user; of the product that is named, if there is such. */
export function licenseOf(call: Call, mock: Mock): LicenseRecord | undefined {
  const { tables } = mock;
  const { input } = call;
  const product = [...tables.products.all()].find(({ code }) => code === input.product);
  const user = userOf(call, mock);
  const held = user ? tables.licenseUsers.byUserId(user.id).map(({ licenseId }) => tables.licenses.get(licenseId)) : [];
  const own = [...tables.licenses.all()].filter(
    ({ licenseKey }) => licenseKey !== null && licenseKey === input.license_key,
  );
  const all = [...own, ...held.filter((license) => license !== undefined)];
  const fitting = all.filter(({ productId }) => productId === product?.id);
  const isOn = ({ id }: LicenseRecord) => tables.devices.byHardware(id, String(input.hardware_id))?.active;
  return fitting.find(({ id }) => id === Number(input.license_id)) ?? fitting.find(isOn) ?? fitting.at(-1) ?? all[0];
}

/** The license of a call and, where it is a bundle, its members. */
export function licensesOf(call: Call, mock: Mock): LicenseRecord[] {
  const license = licenseOf(call, mock);
  return license ? [license, ...mock.tables.licenses.byBundle(license.id)] : [];
}

/** Code of the product that a call's license is really of. */
export function productOf(call: Call, mock: Mock): string | undefined {
  const license = licenseOf(call, mock);
  return license && mock.tables.products.get(license.productId)?.code;
}

/** The devices that a call's license knows. */
export function devicesOf(call: Call, mock: Mock): DeviceRecord[] {
  const license = licenseOf(call, mock);
  return [...mock.tables.devices.all()].filter(({ licenseId }) => licenseId === license?.id);
}

/** The device that a call names, on its license. */
export function deviceOf(call: Call, mock: Mock): DeviceRecord | undefined {
  const license = licenseOf(call, mock);
  return license && mock.tables.devices.byHardware(license.id, String(call.input.hardware_id));
}

/** The features of a call's license, the one that it names first. */
export function featuresOf(call: Call, mock: Mock): FeatureRecord[] {
  const license = licenseOf(call, mock);
  const all = license ? mock.tables.features.byLicense(license.id) : [];
  const isNamed = ({ code }: FeatureRecord) => code === call.input.feature;
  return [...all.filter(isNamed), ...all.filter((feature) => !isNamed(feature))];
}

/** Changes fields of records until what comes back is called, which puts these fields back and leaves the others. */
export function changed<R extends Stored>(
  table: Table<R>,
  records: readonly R[],
  patch: (record: R) => Partial<R>,
  back: (before: R, now: R) => Partial<R> = (before, now) =>
    Object.fromEntries(Object.keys(patch(now)).map((name) => [name, before[name as keyof R]])) as Partial<R>,
): () => void {
  for (const record of records) table.update(record, patch(record));
  return () => {
    for (const before of records) {
      const now = table.get(before.id);
      if (now) table.update(now, back(before, now));
    }
  };
}
