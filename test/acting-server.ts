import { readOfflineBody } from "../src/api/offline-body.ts";
import type { Mock } from "../src/mock/create-mock.ts";
import type { DeviceRecord, LicenseRecord, SeatRecord } from "../src/mock/world/records.ts";
import { type Fields, readCall } from "./mutants/call.ts";

/**
 * A server that refuses nothing: what its mock refuses it does all the same, as far as the request says what, on any
 * license of that key or user, whatever the product is, and answers a success.
 */
export function actingServer(mock: Mock): (request: Request) => Promise<Response> {
  return async (request) => {
    const call = await readCall(request.clone());
    const answer = await mock.fetch(request);
    if (answer.status === 200 || answer.status >= 500) return answer;
    const input = call.endpoint.endsWith("offline") ? offlineFields(call.text, request) : call.input;
    act(mock, call.endpoint, input);
    return Response.json({});
  };
}

/** What a run must not leave changed: who is active where, who holds seats, counters, passwords, variables, trials. */
export function situationOf({ tables }: Mock): string {
  const devices = new Map([...tables.devices.all()].map((device) => [device.id, device]));
  const named = (id: number) => `${devices.get(id)?.licenseId} ${devices.get(id)?.hardwareId}`;
  const lines = [
    ...[...devices.values()].filter(({ active }) => active).map(({ id }) => `active ${named(id)}`),
    ...[...tables.seats.all()].map(
      (seat) => `seat ${seat.featureId} ${named(seat.deviceId)} ${seat.borrowedUntil !== null}`,
    ),
    ...[...tables.licenses.all()].map(
      ({ id, consumption: c }) => `units ${id} ${c.total} ${c.overages} ${c.maxOverages}`,
    ),
    ...[...tables.features.all()].map(({ id, consumption }) => `units ${id} ${consumption?.total}`),
    ...[...tables.users.all()].map(({ email, password }) => `password ${email} ${password}`),
    ...[...tables.variables.all()].map(({ deviceId, name, value }) => `variable ${named(deviceId)} ${name} ${value}`),
    ...[...tables.trials.all()].map(({ hardwareId, email }) => `trial ${hardwareId} ${email}`),
  ];
  return lines.sort().join("\n");
}

function offlineFields(text: string, request: Request): Fields {
  try {
    return readOfflineBody(text, request.headers.get("content-type") ?? "").payload;
  } catch {
    return {};
  }
}

function act(mock: Mock, endpoint: string, input: Fields): void {
  const { tables } = mock;
  if (endpoint === "change_password") {
    const user = [...tables.users.all()].find(({ email }) => email === input.username);
    if (user && typeof input.new_password === "string") tables.users.update(user, { password: input.new_password });
    return;
  }
  if (endpoint === "trial_key") {
    const product = [...tables.products.all()].find(({ code, allowTrial }) => code === input.product && allowTrial);
    const [license] = tables.licenses.all();
    const trial = { hardwareId: String(input.hardware_id), email: String(input.email ?? "") };
    if (product && license) tables.trials.add({ id: newId(), productId: product.id, licenseId: license.id, ...trial });
    return;
  }
  for (const license of licensesOf(mock, input)) actOn(mock, endpoint, license, input);
}

let lastId = 9_000_000_000_000_000;
const newId = () => (lastId += 1);

/** The license of a key, or the first of a user; a bundle's members too where the endpoint is about bundles. */
function licensesOf({ tables }: Mock, input: Fields): LicenseRecord[] {
  const all = [...tables.licenses.all()];
  const byKey = all.filter(({ licenseKey }) => licenseKey !== null && licenseKey === input.license_key);
  if (byKey.length > 0) return byKey;
  const token = [...tables.ssoTokens.all()].find((one) => one.token === input.id_token || one.token === input.code);
  const user = [...tables.users.all()].find(({ email, id }) => email === input.username || id === token?.userId);
  if (!user) return [];
  const held = [...tables.licenseUsers.all()].filter(({ userId }) => userId === user.id);
  return all.filter(({ id }) => held.some(({ licenseId }) => licenseId === id)).slice(0, 1);
}

function actOn(mock: Mock, endpoint: string, license: LicenseRecord, input: Fields): void {
  const { tables } = mock;
  const hardwareId = String(input.hardware_id ?? "no-device");
  const device = [...tables.devices.all()].find((one) => one.licenseId === license.id && one.hardwareId === hardwareId);
  if (endpoint.startsWith("activate")) setActive(mock, license, hardwareId, device, true);
  if (endpoint.startsWith("deactivate")) {
    if (device) setActive(mock, license, hardwareId, device, false);
    addUnits(mock, license, input, 0);
  }
  if (endpoint === "add_consumption") addUnits(mock, license, input, 1);
  if (endpoint === "add_feature_consumption") {
    const feature = [...tables.features.all()].find(
      (one) => one.licenseId === license.id && one.code === input.feature,
    );
    const counter = feature?.consumption;
    const units = Number(input.consumptions ?? 1);
    if (feature && counter)
      tables.features.update(feature, { consumption: { ...counter, total: counter.total + units } });
  }
  if (!device) return;
  if (endpoint === "check_license" && license.floating) takeSeat(mock, device, null, null);
  if (endpoint.startsWith("floating/")) floatingCall(mock, endpoint, device, input);
  if (endpoint === "check_license_feature") {
    const feature = [...tables.features.all()].find(
      (one) => one.licenseId === license.id && one.code === input.feature,
    );
    if (feature?.floating) takeSeat(mock, device, feature.id, null);
  }
  if (endpoint === "track_device_variables") {
    for (const [name, value] of Object.entries(input.variables ?? {})) {
      tables.variables.add({ id: newId(), deviceId: device.id, name, value: String(value), createdAt: 0 });
    }
  }
}

function floatingCall(mock: Mock, endpoint: string, device: DeviceRecord, input: Fields): void {
  const { tables } = mock;
  const feature = [...tables.features.all()].find(
    (one) => one.licenseId === device.licenseId && one.code === input.feature,
  );
  const featureId = endpoint.includes("feature") ? (feature?.id ?? -1) : null;
  if (featureId === -1) return;
  if (endpoint.endsWith("borrow")) takeSeat(mock, device, featureId, 9_999_999_999_999);
  else for (const seat of seatsOf(mock, device, featureId)) tables.seats.remove(seat);
}

function seatsOf({ tables }: Mock, device: DeviceRecord, featureId: number | null): SeatRecord[] {
  return [...tables.seats.all()].filter((seat) => seat.deviceId === device.id && seat.featureId === featureId);
}

function takeSeat(mock: Mock, device: DeviceRecord, featureId: number | null, borrowedUntil: number | null): void {
  const { licenseId, id: deviceId } = device;
  const [held] = seatsOf(mock, device, featureId);
  if (held) mock.tables.seats.update(held, { borrowedUntil: borrowedUntil ?? held.borrowedUntil });
  else mock.tables.seats.add({ id: newId(), licenseId, featureId, deviceId, lastContactAt: 0, borrowedUntil });
}

function setActive(
  { tables }: Mock,
  license: LicenseRecord,
  hardwareId: string,
  device: DeviceRecord | undefined,
  active: boolean,
): void {
  if (device) tables.devices.update(device, { active });
  else tables.devices.add({ id: newId(), licenseId: license.id, hardwareId, active, userId: null, facts: {} });
  const timesActivated = [...tables.devices.all()].filter((one) => one.licenseId === license.id && one.active).length;
  tables.licenses.update(license, { timesActivated });
}

function addUnits({ tables }: Mock, license: LicenseRecord, input: Fields, usual: number): void {
  const units = Number(input.consumptions ?? usual);
  const { consumption } = license;
  const overages = input.max_overages === undefined ? {} : { overages: true, maxOverages: Number(input.max_overages) };
  const total = consumption.total + (Number.isFinite(units) ? units : 0);
  tables.licenses.update(license, { consumption: { ...consumption, ...overages, total } });
}
