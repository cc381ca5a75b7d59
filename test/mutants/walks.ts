import type { Mock } from "../../src/mock/create-mock.ts";
import type { DeviceRecord, FeatureRecord, LicenseRecord } from "../../src/mock/world/records.ts";
import { type Call, isTo, readCall } from "./call.ts";
import type { Fetch } from "./mutant.ts";

/** A server that forgets or mixes something up, which shows only after calls that no single case makes. */
export interface WalkMutant {
  readonly id: string;
  /** A sentence in the present: what the server does wrong. */
  readonly about: string;
  apply(mock: Mock): Fetch;
}

/** A call as it left the mock, with what it was about before. */
interface Deed {
  readonly mock: Mock;
  readonly call: Call;
  readonly isTaken: boolean;
  readonly license: LicenseRecord;
  /** As it was before the call; undefined where the license did not know it. */
  readonly device: DeviceRecord | undefined;
  /** The endpoints and fields that this license was called with before, the last first. */
  readonly before: readonly Call[];
}

/** States in which the mock is told otherwise than it would have it, after a call that ended well. */
function after(endpoints: string, spoil: (deed: Deed) => void) {
  return watching((deed) => {
    if (deed.isTaken && isTo(deed.call, endpoints)) spoil(deed);
  });
}

function watching(watch: (deed: Deed) => void) {
  return (mock: Mock): Fetch => {
    const past = new Map<number, Call[]>();
    return async (request) => {
      const call = await readCall(request.clone());
      const license = licenseIn(mock, call);
      const device = license && mock.tables.devices.byHardware(license.id, String(call.input.hardware_id));
      const response = await mock.fetch(request);
      if (license === undefined) return response;
      const before = past.get(license.id) ?? [];
      watch({ mock, call, isTaken: response.ok, license, device, before });
      past.set(license.id, [call, ...before].slice(0, 60));
      return response;
    };
  };
}

function licenseIn({ tables }: Mock, { input }: Call): LicenseRecord | undefined {
  const product = [...tables.products.all()].find(({ code }) => code === input.product);
  if (product === undefined) return undefined;
  if (input.license_key !== undefined) return tables.licenses.byKey(product.id, String(input.license_key));
  const user = tables.users.byEmail(product.companyId, String(input.username));
  const [link] = user ? tables.licenseUsers.byUser(product.id, user.id) : [];
  return link && tables.licenses.get(link.licenseId);
}

/** The license as of now, changed. */
function change({ mock, license }: Deed, fields: (now: LicenseRecord) => Partial<LicenseRecord>): void {
  const now = mock.tables.licenses.get(license.id) as LicenseRecord;
  mock.tables.licenses.update(now, fields(now));
}

function changeUnits(deed: Deed, by: (total: number) => number): void {
  change(deed, ({ consumption }) => ({ consumption: { ...consumption, total: by(consumption.total) } }));
}

function unitsOf({ input }: Call): number {
  return Number(input.consumptions ?? 1);
}

const deviceNow = ({ mock, license, call }: Deed) =>
  mock.tables.devices.byHardware(license.id, String(call.input.hardware_id)) as DeviceRecord;
const devicesOf = ({ mock, license }: Pick<Deed, "mock" | "license">) =>
  [...mock.tables.devices.all()].filter(({ licenseId }) => licenseId === license.id);
const activeDevices = (deed: Pick<Deed, "mock" | "license">) => devicesOf(deed).filter(({ active }) => active);
const isReturn = ({ device }: Deed) => device !== undefined && !device.active;
const isSameDevice = (one: Call, other: Call) => one.input.hardware_id === other.input.hardware_id;
const times = ({ before, call }: Pick<Deed, "before" | "call">, endpoint: string) =>
  before.filter((one) => one.endpoint === endpoint && isSameDevice(one, call)).length;

/** The endpoints of calls, the last first. */
const pathsOf = (calls: readonly Call[]) => calls.map(({ endpoint }) => endpoint).join(" ");
/** Whether a device is not its license's first one, which most cases are about. */
const isLater = (deed: Deed) => devicesOf(deed).some(({ id }) => id < deviceNow(deed).id);

/** Servers whose mistakes only a walk shows. */
export const walkMutants: readonly WalkMutant[] = [
  {
    id: "fourth-activation-uncounted",
    about: "the fourth device of a license is not counted",
    apply: (mock) => {
      const uncounted = new Set<string>();
      return watching((deed) => {
        const { call, license, device, isTaken } = deed;
        const who = `${license.id} ${call.input.hardware_id}`;
        const isFourth = isTo(call, "activate_license") && !device?.active && license.timesActivated === 3;
        if (isTaken && isFourth) {
          uncounted.add(who);
          change(deed, ({ timesActivated }) => ({ timesActivated: timesActivated - 1 }));
        }
        if (!isTaken || !isTo(call, "deactivate_license") || !uncounted.delete(who)) return;
        change(deed, ({ timesActivated }) => ({ timesActivated: timesActivated + 1 }));
      })(mock);
    },
  },
  {
    id: "given-back-and-borrowed",
    about: "of a later device a seat that it borrowed and gave back is borrowed as soon as it is taken again",
    apply: after("check_license", (deed) => {
      const [last] = deed.before;
      const hasReleased = last?.endpoint === "floating/release" && isSameDevice(last, deed.call);
      if (!hasReleased || !isLater(deed) || times(deed, "floating/borrow") === 0) return;
      const { seats } = deed.mock.tables;
      const seat = seats.byHolder(deviceNow(deed).id, null);
      if (seat) seats.update(seat, { borrowedUntil: seat.lastContactAt + 3_600_000 });
    }),
  },
  {
    id: "second-return-forgets-units",
    about: "after its device was let go and came back twice, a license counts units from 0",
    apply: after("activate_license", (deed) => {
      if (isReturn(deed) && times(deed, "deactivate_license") > 1) changeUnits(deed, () => 0);
    }),
  },
  {
    id: "tracked-on-the-device-before",
    about: "variables of a device are also kept for the one that sent some before it",
    apply: after("track_device_variables", (deed) => {
      const [last] = deed.before;
      if (last?.endpoint !== deed.call.endpoint || isSameDevice(last, deed.call)) return;
      const { devices, variables, nextId } = deed.mock.tables;
      const other = devices.byHardware(deed.license.id, String(last.input.hardware_id));
      if (!other) return;
      for (const one of variables.byDevice(other.id)) variables.remove(one);
      for (const { name, value, createdAt } of variables.byDevice(deviceNow(deed).id)) {
        variables.add({ id: nextId(), deviceId: other.id, name, value, createdAt });
      }
    }),
  },
  {
    id: "two-let-go-two-transfers",
    about: "after two devices were let go, one activation counts as two transfers",
    apply: after("activate_license", (deed) => {
      if (deed.license.deactivatedDeviceIds.length < 2 || deed.device?.active) return;
      change(deed, ({ transferCount }) => ({ transferCount: transferCount + 1 }));
    }),
  },
  {
    id: "borrowed-again-ends-borrowing",
    about: "a later device that borrows a second time has not borrowed",
    apply: after("floating/borrow", (deed) => {
      if (!isLater(deed) || times(deed, "floating/borrow") === 0) return;
      const { seats } = deed.mock.tables;
      const seat = seats.byHolder(deviceNow(deed).id, null);
      if (seat) seats.update(seat, { borrowedUntil: null });
    }),
  },
  {
    id: "units-on-the-feature-before",
    about: "units of a feature count on the one that was used before it",
    apply: after("add_feature_consumption", (deed) => {
      const { mock, license, call, before } = deed;
      const [last] = before;
      if (last?.endpoint !== call.endpoint || last.input.feature === call.input.feature) return;
      const own = mock.tables.features.byLicense(license.id);
      const move = (feature: FeatureRecord | undefined, by: number) =>
        feature?.consumption &&
        mock.tables.features.update(feature, {
          consumption: { ...feature.consumption, total: feature.consumption.total + by },
        });
      move(
        own.find(({ code }) => code === call.input.feature),
        -unitsOf(call),
      );
      move(
        own.find(({ code }) => code === last.input.feature),
        unitsOf(call),
      );
    }),
  },
  {
    id: "let-go-frees-all-seats",
    about: "letting one of several devices go frees the seats of all",
    apply: after("deactivate_license", (deed) => {
      for (const { id } of activeDevices(deed)) {
        for (const seat of deed.mock.tables.seats.byDevice(id)) deed.mock.tables.seats.remove(seat);
      }
    }),
  },
  {
    id: "second-giving-back-ignored",
    about: "of units that were taken, the second giving back in a row is ignored",
    apply: after("add_consumption", (deed) => {
      const [given, taken] = deed.before;
      const areUnits = pathsOf(deed.before.slice(0, 2)) === "add_consumption add_consumption";
      if (!areUnits || unitsOf(deed.call) >= 0 || unitsOf(given as Call) >= 0 || unitsOf(taken as Call) <= 0) return;
      changeUnits(deed, (total) => total - unitsOf(deed.call));
    }),
  },
  {
    id: "last-place-is-no-transfer",
    about: "a transfer that takes the last of several places is not counted",
    apply: after("activate_license", (deed) => {
      const isTransfer = deed.license.deactivatedDeviceIds.some((id) => id !== deed.device?.id);
      const { maxActivations, timesActivated } = deed.license;
      if (!isTransfer || deed.device?.active || maxActivations < 2 || timesActivated + 1 !== maxActivations) return;
      change(deed, ({ transferCount }) => ({ transferCount: transferCount - 1 }));
    }),
  },
  {
    id: "variables-after-return-lost",
    about: "variables that a later device sends after it has come back are lost",
    apply: after("track_device_variables", (deed) => {
      if (!isLater(deed) || times(deed, "deactivate_license") === 0) return;
      const { variables } = deed.mock.tables;
      const sent = deed.call.input.variables as object;
      for (const one of variables.byDevice(deviceNow(deed).id)) {
        if (Object.hasOwn(sent, one.name)) variables.remove(one);
      }
    }),
  },
  {
    id: "activation-forgets-variables",
    about: "an activation that brings a variable forgets the others",
    apply: after("activate_license", (deed) => {
      const { variables } = deed.mock.tables;
      const sent = deed.call.input.variables as object | undefined;
      if (sent === undefined || !deed.device?.active) return;
      for (const one of variables.byDevice(deed.device.id)) if (!Object.hasOwn(sent, one.name)) variables.remove(one);
    }),
  },
  {
    id: "return-moves-the-end",
    about: "every return of a device moves the end of the license",
    apply: after("activate_license", (deed) => {
      if (!isReturn(deed)) return;
      change(deed, ({ expiresAt }) => ({ expiresAt: expiresAt === null ? null : expiresAt + 3 * 86_400_000 }));
    }),
  },
  {
    id: "transfer-makes-room",
    about: "every second transfer allows one device more",
    apply: after("activate_license", (deed) => {
      const isTransfer = deed.license.deactivatedDeviceIds.some((id) => id !== deed.device?.id);
      if (!isTransfer || activeDevices(deed).length < 2) return;
      change(deed, ({ maxActivations }) => ({ maxActivations: maxActivations + 1 }));
    }),
  },
  {
    id: "feature-borrowed-again-loses-variables",
    about: "a device that borrows a feature a second time loses its variables",
    apply: after("floating/feature_borrow", (deed) => {
      if (times(deed, "floating/feature_borrow") === 0) return;
      const { variables } = deed.mock.tables;
      for (const one of variables.byDevice(deviceNow(deed).id)) variables.remove(one);
    }),
  },
  {
    id: "second-holder-takes-two",
    about: "the second device that checks a feature takes two of its seats",
    apply: (mock) => {
      const isSecond = ({ license, call, device }: Deed) => {
        const feature = mock.tables.features.byLicense(license.id).find(({ code }) => code === call.input.feature);
        const held = feature ? mock.tables.seats.byPool(license.id, feature.id) : [];
        return feature && held.length === 2 && held.some(({ deviceId }) => deviceId === device?.id)
          ? { feature, held }
          : undefined;
      };
      return after("check_license_feature", (deed) => {
        const second = isSecond(deed);
        const idle = devicesOf(deed).find(({ id }) => !second?.held.some(({ deviceId }) => deviceId === id));
        const [seat] = second?.held ?? [];
        if (second && idle && seat) mock.tables.seats.add({ ...seat, id: mock.tables.nextId(), deviceId: idle.id });
      })(mock);
    },
  },
  {
    id: "second-bundle-device-halves",
    about: "a second device on a bundle is active on its last member only in name",
    apply: (mock) => {
      const uncounted = new Set<string>();
      return watching((deed) => {
        const { licenses, devices } = mock.tables;
        const { call, isTaken } = deed;
        const own = [...licenses.byBundle(deed.license.id)].at(-1);
        if (!isTaken || own === undefined) return;
        const who = `${own.id} ${call.input.hardware_id}`;
        const active = [...devices.all()].filter((one) => one.licenseId === own.id && one.active);
        if (isTo(call, "activate_bundle") && active.length > 1 && !uncounted.has(who) && !deed.device?.active) {
          uncounted.add(who);
          licenses.update(own, { timesActivated: own.timesActivated - 1 });
        }
        if (!isTo(call, "deactivate_bundle") || !uncounted.delete(who)) return;
        licenses.update(own, { timesActivated: own.timesActivated + 1 });
      })(mock);
    },
  },
  {
    id: "second-check-ends-borrowing",
    about: "the second check after a borrowing ends it",
    apply: after("check_license", (deed) => {
      const since = deed.before.findIndex(({ endpoint }) => endpoint === "floating/borrow");
      const checks = deed.before.slice(0, Math.max(0, since)).filter(({ endpoint }) => endpoint === "check_license");
      const { tables } = deed.mock;
      const seat = deed.device && tables.seats.byHolder(deed.device.id, null);
      if (since >= 0 && checks.length > 0 && seat?.borrowedUntil) tables.seats.update(seat, { borrowedUntil: null });
    }),
  },
  {
    id: "second-refusal-counts",
    about: "the second refusal of units in a row takes one unit",
    apply: watching((deed) => {
      const [last] = deed.before;
      const isSecond = !deed.isTaken && isTo(deed.call, "add_consumption") && last?.endpoint === "add_consumption";
      if (isSecond && unitsOf(last) > 1_000 && unitsOf(deed.call) > 1_000) changeUnits(deed, (total) => total + 1);
    }),
  },
  {
    id: "transfers-forgotten-on-return",
    about: "a device that comes back makes the license forget its transfers",
    apply: after("activate_license", (deed) => {
      if (isReturn(deed) && deed.license.transferCount > 0) change(deed, () => ({ transferCount: 0 }));
    }),
  },
];
