import type { Answer, Role } from "../../contract/case.ts";
import { codeIn, isSuccess } from "../../contract/read-answer.ts";
import type { WorldConsumption, WorldFeature, WorldFloating } from "../../generated/types.ts";
import type { Mock } from "../../mock/create-mock.ts";
import type { LicenseRecord, LicenseUserRecord } from "../../mock/world/records.ts";

type View = Readonly<Record<string, unknown>>;

/** Makes the oracle's license what the target's answer shows of its own: settings, counters, features and seats in use. */
export function adoptLicense(mock: Mock, id: number | undefined, shown: View): void {
  const license = id === undefined ? undefined : mock.tables.licenses.get(id);
  if (license === undefined) return;
  const { licenses, features } = mock.world;
  const patch = defined({
    ...(shown.license_type !== undefined && { type: shown.license_type }),
    trial: shown.is_trial,
    enabled: shown.license_enabled,
    maxActivations: shown.max_activations,
    unlimitedActivations: shown.allow_unlimited_activations,
    maxTransfers: shown.max_transfers,
    transferCount: shown.transfer_count,
    offlineActivation: shown.allow_offline_activation,
    preventVm: shown.prevent_vm,
    graceHours: shown.allow_grace_period === false ? null : shown.grace_period,
    expiresAt: dayOf(shown.validity_period),
    consumption: counterOf(shown),
    floating: seatsOf(shown),
  });
  licenses.update(license.id, patch as never);
  const listed = Array.isArray(shown.product_features) ? (shown.product_features as View[]) : [];
  for (const found of listed) {
    const own = features.find({ license: license.id, code: String(found.code) });
    const row = defined({
      consumption: featureCounter(found),
      floating: featureSeats(found),
      expiresAt: dayOf(found.expiry_date),
    });
    if (own) features.update(own.id, row as never);
    else features.add({ license: license.id, code: String(found.code), ...row } as never);
  }
  adoptActivations(mock, license.id, shown.times_activated);
}

/** Makes the role's own device active in the oracle, or not, as the target's refusal or success tells. */
export function adoptDevice(mock: Mock, role: Role, theirs: Answer, ours: Answer): void {
  const license = licenseOfRole(mock, role);
  const gone = ["license_not_active", "device_not_found"];
  if (license === undefined || isSuccess(theirs) === isSuccess(ours)) return;
  const { devices } = mock.world;
  const own = devices.find({ license: license.id, hardwareId: String(role.hardware_id) });
  const isActive = isSuccess(theirs);
  if (!isActive && !gone.includes(codeIn(theirs) ?? "")) return;
  if (own) devices.update(own.id, { active: isActive });
  else if (isActive) devices.add({ license: license.id, hardwareId: String(role.hardware_id) });
}

/** Makes the variables of the role's own device what the target shows, where the role is about one license alone. */
export function adoptVariables(mock: Mock, role: Role, shown: readonly View[]): boolean {
  const license = licenseOfRole(mock, role);
  const { devices } = mock.world;
  const own = license && devices.find({ license: license.id, hardwareId: String(role.hardware_id) });
  if (!own) return false;
  const variables = Object.fromEntries(
    shown.map(({ variable, name, value }) => [String(variable ?? name), String(value)]),
  );
  const stored = mock.tables.variables.byDevice(own.id);
  for (const one of stored) if (!Object.hasOwn(variables, one.name)) mock.tables.variables.remove(one);
  devices.update(own.id, { variables });
  return true;
}

/** That a device has been let go before the walk began, which no answer shows. */
export function adoptLetGo(mock: Mock, role: Role): void {
  const license = licenseOfRole(mock, role);
  if (license)
    mock.world.devices.add({
      license: license.id,
      hardwareId: `elsewhere-${mock.world.devices.all().length}`,
      active: false,
    });
}

/** The oracle's license of a role, if the role is about one alone. */
export function licenseOfRole(
  { tables }: Mock,
  { product, license_key: key, username }: Role,
): LicenseRecord | undefined {
  const found = [...tables.products.all()].find(({ code }) => code === product);
  if (found === undefined) return undefined;
  if (key !== undefined) return tables.licenses.byKey(found.id, String(key));
  const user = tables.users.byEmail(found.companyId, String(username));
  const own = user ? tables.licenseUsers.byUser(found.id, user.id) : [];
  return own.length === 1 ? tables.licenses.get((own[0] as LicenseUserRecord).licenseId) : undefined;
}

/** Devices of others are counted too; their names nobody tells. */
function adoptActivations(mock: Mock, license: number, times: unknown): void {
  const record = mock.tables.licenses.get(license);
  if (typeof times !== "number" || record === undefined || record.timesActivated === times) return;
  mock.tables.licenses.update(record, { timesActivated: times });
}

function counterOf(shown: View): Partial<WorldConsumption> | undefined {
  const counter = {
    max: shown.max_consumptions,
    total: shown.total_consumptions,
    unlimited: shown.allow_unlimited_consumptions,
    negative: shown.allow_negative_consumptions,
    overages: shown.allow_overages,
    maxOverages: shown.max_overages,
    resets: shown.reset_consumption,
    period: periodOf(shown),
  };
  return isEmpty(counter) ? undefined : (defined(counter) as Partial<WorldConsumption>);
}

function featureCounter(shown: View): WorldFeature["consumption"] | undefined {
  if (shown.feature_type !== "consumption") return undefined;
  return counterOf({
    ...shown,
    max_consumptions: shown.max_consumption ?? shown.max_consumptions,
  }) as WorldFeature["consumption"];
}

function periodOf({ consumption_period: period }: View): unknown {
  return period === "" ? null : period;
}

function seatsOf(shown: View): Partial<WorldFloating> | null | undefined {
  if (shown.is_floating === undefined || shown.is_floating_cloud === undefined) return undefined;
  if (shown.is_floating === false && shown.is_floating_cloud === false) return null;
  return defined({
    kept: shown.is_floating_cloud === true ? "cloud" : "server",
    users: shown.floating_users,
    timeoutMinutes: shown.floating_timeout,
    ...(shown.can_borrow !== undefined && { maxBorrowHours: shown.can_borrow === true ? shown.max_borrow_time : null }),
  }) as Partial<WorldFloating>;
}

/** Whether a feature can be borrowed no answer tells, so that stays as the role describes it. */
function featureSeats(shown: View): Partial<WorldFloating> | undefined {
  return seatsOf(shown) ?? undefined;
}

function dayOf(value: unknown): string | null | undefined {
  return typeof value === "string" && value !== "" ? value.slice(0, 10) : value === null ? null : undefined;
}

function defined(fields: View): View {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function isEmpty(fields: View): boolean {
  return Object.values(fields).every((value) => value === undefined);
}
