import { authorize } from "../../src/api/authorization.ts";
import { callerCodes } from "../../src/api/endpoints.ts";
import type { ErrorCode } from "../../src/api/errors.ts";
import { validate } from "../../src/api/validate.ts";
import { fieldKinds } from "../../src/generated/fields.ts";
import { readDevice, readSeat } from "../../src/generated/row-readers.ts";
import type { Mock } from "../../src/mock/create-mock.ts";
import type { LicenseRecord } from "../../src/mock/world/records.ts";
import { type Call, credentials, type Fields, nameOf } from "./call.ts";
import { changed, deviceOf, featuresOf, licenseOf, licensesOf, productOf, userOf } from "./subject.ts";

/** What lets a call pass that was refused: other fields or headers, or a world in which nothing forbids it. */
export interface Relaxed {
  readonly input?: Fields;
  readonly headers?: Readonly<Record<string, string>>;
  /** Puts the world back as far as it was changed for this. */
  readonly after?: () => void;
}

/** Lets a call pass that was refused for one reason; undefined where it cannot be done. */
export type Relax = (call: Call, mock: Mock) => Relaxed | undefined;

/** How a call passes that a server should refuse with a code: what a server that skips this rule does. */
export const relaxations: Partial<Record<ErrorCode, Relax>> = {
  ...each(callerCodes, (_call, { clock }) => ({ headers: authorize(credentials, new Date(clock.now())) })),
  missing_parameters: (call, mock) =>
    fields(call, { ...usual(call, mock), ...otherwiseMissing(call, mock), ...call.input }),
  missing_hardware_id: (call, mock) => fields(call, usual(call, mock)),
  missing_content: (call, mock) => fields(call, usual(call, mock)),
  invalid_json: (call, mock) => fields(call, usual(call, mock)),
  validation_error: (call) => ({ input: withoutBreaches(call) }),
  unknown_product: (call, mock) => fields(call, { product: productOf(call, mock) ?? usual(call, mock).product }),
  license_key_required: (call, mock) => fields(call, usual(call, mock)),
  license_key_or_license_user_required: (call, mock) => fields(call, usual(call, mock)),
  license_not_found: (call, mock) => {
    const found = licenseOf(call, mock);
    return fields(call, {
      ...(!found && usual(call, mock)),
      license_id: undefined,
      ...(found && { product: productOf(call, mock) }),
    });
  },
  license_user_not_found: (call, mock) => fields(call, usual(call, mock)),
  authentication_failure: (call, mock) => {
    const user = userOf(call, mock) ?? [...mock.tables.users.all()][0];
    return fields(call, { username: user?.email, password: user?.password });
  },
  sso_customer_account_token_error: (call, mock) => {
    const token = [...mock.tables.ssoTokens.all()].find(({ kind }) => kind === "id_token");
    const account = token && mock.tables.customerAccounts.get(token.customerAccountId);
    return fields(call, { code: undefined, id_token: token?.token, customer_account_code: account?.code });
  },
  sso_customer_account_url_error: (_call, { tables }) => ({
    after: changed(tables.customerAccounts, [...tables.customerAccounts.all()], () => ({ sso: true })),
    input: { ..._call.input, customer_account_code: [...tables.customerAccounts.all()][0]?.code },
  }),
  disabled_product: (_call, { tables }) => ({
    after: changed(tables.products, [...tables.products.all()], () => ({ enabled: true })),
  }),
  archived_product: (_call, { tables }) => ({
    after: changed(tables.products, [...tables.products.all()], () => ({ archived: false })),
  }),
  invalid_product_auth_method: (call, { tables }) =>
    fields(call, { product: [...tables.products.all()].find((one) => one.authorizationMethod === "user")?.code }),
  license_not_enabled: withLicenses(() => ({ enabled: true })),
  active_license_required: (call, mock) => both(withLicenses(() => ({ enabled: true }))(call, mock), bound(call, mock)),
  license_not_active: (call, mock) => bound(call, mock),
  device_not_found: (call, mock) => bound(call, mock),
  license_expired: withLicenses(() => ({ expiresAt: null })),
  license_start_date_error: withLicenses(() => ({ startsAt: null })),
  vm_not_allowed: withLicenses(() => ({ preventVm: false })),
  license_activated_max_times: withLicenses(({ maxActivations }) => ({ maxActivations: maxActivations + 5 })),
  license_transferred_max_times: withLicenses(() => ({ maxTransfers: 0 })),
  license_user_activated_max_times: (call, { tables, ...mock }) => {
    const user = userOf(call, { tables, ...mock } as Mock);
    return user && { after: changed(tables.users, [user], () => ({ maxActivations: null })) };
  },
  blacklisted: (_call, { tables }) => {
    const entries = [...tables.blacklist.all()];
    for (const entry of entries) tables.blacklist.remove(entry);
    return { after: () => void entries.map((entry) => tables.blacklist.add(entry)) };
  },
  license_not_consumption: withLicenses(() => ({ type: "consumption" as const })),
  license_not_enough_consumptions: withUnits({ unlimited: true }),
  negative_consumptions_not_allowed: withUnits({ negative: true }),
  feature_not_enough_consumptions: withFeatureUnits({ unlimited: true }),
  unsupported_product_feature: (call, mock) =>
    fields(call, { feature: featuresOf(call, mock).find(({ consumption }) => consumption)?.code }),
  feature_not_floating: (call, mock) =>
    fields(call, { feature: featuresOf(call, mock).find(({ floating }) => floating)?.code }),
  invalid_license_feature_code: (call, mock) => {
    const [feature] = featuresOf(call, mock);
    const isNamed = feature?.code === call.input.feature;
    if (!feature) return undefined;
    if (!isNamed) return fields(call, { feature: feature.code });
    return { after: changed(mock.tables.features, [feature], () => ({ expiresAt: null })) };
  },
  floating_not_available: (call, mock) => both(withMoreSeats(call, mock), withMoreFeatureSeats(call, mock)),
  floating_feature_device_not_in_use: (call, mock) => {
    const [device, license] = [deviceOf(call, mock), licenseOf(call, mock)];
    if (!device || !license) return undefined;
    const { tables } = mock;
    const featureId = featuresOf(call, mock).find(({ code }) => code === call.input.feature)?.id ?? null;
    const made = { id: tables.nextId(), licenseId: license.id, featureId, deviceId: device.id };
    tables.seats.add(readSeat({}, { ...made, lastContactAt: mock.clock.now() }));
    return {};
  },
  license_borrow_not_allowed: (call, mock) =>
    both(
      withLicenses(({ floating }) => ({ floating: floating && { ...floating, maxBorrowHours: 24 } }))(call, mock),
      withFeatures(({ floating }) => ({ floating: floating && { ...floating, maxBorrowHours: 24 } }))(call, mock),
    ),
  borrow_until_not_valid: (call, { clock }) =>
    fields(call, { borrowed_until: new Date(clock.now() + 3_600_000).toISOString() }),
  trial_not_allowed: (_call, { tables }) => ({
    after: changed(tables.products, [...tables.products.all()], () => ({ allowTrial: true, trialDays: 30 })),
  }),
  trial_expired: (call, { tables }) => {
    for (const trial of [...tables.trials.all()])
      if (trial.hardwareId === call.input.hardware_id) tables.trials.remove(trial);
    return {};
  },
  email_missing: (call) => fields(call, { email: "somebody@example.test" }),
  version_not_found: (call) => fields(call, { version: undefined }),
  product_version_not_supported: (call) => fields(call, { version: undefined }),
  offline_signature_mismatch: (call) => ({ input: call.input }),
  offline_floating_cloud_not_supported: withLicenses(() => ({ floating: null })),
  change_password_not_allowed: (_call, { tables }) => ({
    after: changed(tables.companies, [...tables.companies.all()], () => ({ passwordChange: true })),
  }),
  customer_does_not_exist: (call, { tables }) => fields(call, { customer: [...tables.customers.all()][0]?.email }),
  customer_not_found: (_call, { clock }) => ({ headers: authorize(credentials, new Date(clock.now())) }),
};

function each(codes: readonly ErrorCode[], relax: Relax): Partial<Record<ErrorCode, Relax>> {
  return Object.fromEntries(codes.map((code) => [code, relax]));
}

function fields({ input }: Call, more: Fields): Relaxed {
  return { input: { ...input, ...more } };
}

/** What a call to an endpoint may name, so that it is about something. */
function usual(call: Call, mock: Mock): Fields {
  const license = licenseOf(call, mock) ?? mock.tables.licenses.all().next().value;
  const product = license && mock.tables.products.get(license.productId);
  const holder = license && mock.tables.licenseUsers.byLicense(license.id)[0];
  const user = holder && mock.tables.users.get(holder.userId);
  const device = [...mock.tables.devices.all()].find(({ licenseId, active }) => licenseId === license?.id && active);
  return {
    product: product?.code,
    ...(user ? { username: user.email } : { license_key: license?.licenseKey }),
    hardware_id: call.input.hardware_id ?? device?.hardwareId ?? "Laptop-1",
  };
}

/** What else an endpoint cannot do without. */
function otherwiseMissing(call: Call, mock: Mock): Fields {
  const all: Fields = {
    ...{ variables: { theme: "x" }, borrowed_until: null, login_type: "client_credentials", new_password: "Filled-1" },
    feature: featuresOf(call, mock)[0]?.code,
    customer: [...mock.tables.customers.all()][0]?.email,
    customer_account_code: [...mock.tables.customerAccounts.all()].find(({ sso }) => sso)?.code,
    password: userOf(call, mock)?.password,
  };
  const known = fieldKinds[nameOf(call.endpoint)] ?? {};
  return Object.fromEntries(Object.entries(all).filter(([name]) => Object.hasOwn(known, name)));
}

/** The fields without those that the request schema complains of. */
function withoutBreaches({ endpoint, input }: Call): Fields {
  const broken = validate(`${nameOf(endpoint)}.request`, input).map(({ path }) => path.split("/")[1]);
  return Object.fromEntries(Object.entries(input).filter(([name]) => !broken.includes(name)));
}

/** The license with its device active on it, for this call. */
function bound(call: Call, mock: Mock): Relaxed | undefined {
  const { tables } = mock;
  const before = licensesOf(call, mock);
  if (before.length === 0) return undefined;
  const counted = changed(tables.licenses, before, ({ timesActivated }) => ({ timesActivated: timesActivated + 1 }));
  const hardwareId = String(call.input.hardware_id);
  const undos = before.map(({ id: licenseId }) => {
    const known = tables.devices.byHardware(licenseId, hardwareId);
    if (known) return changed(tables.devices, [known], () => ({ active: true }));
    const device = tables.devices.add(
      readDevice({ hardwareId }, { id: tables.nextId(), licenseId, userId: null, facts: {} }),
    );
    return () => {
      if (tables.devices.get(device.id)) tables.devices.remove(device);
    };
  });
  return { after: () => void [counted, ...undos].map((undo) => undo()) };
}

function withLicenses(patch: (license: LicenseRecord) => Partial<LicenseRecord>): Relax {
  return (call, mock) => ({ after: changed(mock.tables.licenses, licensesOf(call, mock), patch) });
}

function withUnits(patch: Partial<LicenseRecord["consumption"]>): Relax {
  return (call, mock) => ({
    after: changed(
      mock.tables.licenses,
      licensesOf(call, mock),
      ({ consumption }) => ({ consumption: { ...consumption, ...patch } }),
      (before, now) => ({ consumption: { ...before.consumption, total: now.consumption.total } }),
    ),
  });
}

type Feature = ReturnType<typeof featuresOf>[number];

function withFeatures(patch: (feature: Feature) => Partial<Feature>): Relax {
  return (call, mock) => ({ after: changed(mock.tables.features, featuresOf(call, mock), patch) });
}

function withFeatureUnits(patch: Partial<LicenseRecord["consumption"]>): Relax {
  return (call, mock) => ({
    after: changed(
      mock.tables.features,
      featuresOf(call, mock),
      ({ consumption }) => ({ consumption: consumption && { ...consumption, ...patch } }),
      (before, now) => ({
        consumption: before.consumption && { ...before.consumption, total: now.consumption?.total ?? 0 },
      }),
    ),
  });
}

const withMoreSeats = withLicenses(({ floating }) => ({
  floating: floating && { ...floating, kept: "cloud" as const, users: (floating.users ?? 0) + 1 },
}));
const withMoreFeatureSeats = withFeatures(({ floating }) => ({
  floating: floating && { ...floating, users: (floating.users ?? 0) + 1 },
}));

function both(one: Relaxed | undefined, other: Relaxed | undefined): Relaxed {
  return {
    after: () => {
      one?.after?.();
      other?.after?.();
    },
  };
}
