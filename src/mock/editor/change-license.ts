import type { WorldLicense } from "../../generated/types.ts";
import type { LicenseRecord } from "../world/records.ts";
import { userOf } from "../world/rows/accounts.ts";
import { deactivatedIdsOf, licenseRows, requireOwnKey } from "../world/rows/licenses.ts";
import type { Seeding } from "../world/rows/seeding.ts";
import { leavePools } from "./remove.ts";

/** Makes a license what a row says. What is counted stays; devices and features have tables of their own. */
export function changeLicense(
  before: LicenseRecord,
  row: WorldLicense,
  patch: object,
  place: string,
  seeding: Seeding,
): void {
  const { world } = seeding;
  const { deactivatedDevices } = patch as WorldLicense;
  const record = licenseRows.read(freshCounter(freshTimeout(row, patch), patch), place, seeding);
  requireOwnKey(record, place, world);
  if (record.customerId !== before.customerId || record.poolId !== before.poolId) leavePools(before, world);
  const users = (row.users ?? []).map((email, at) => userOf(email, record.companyId, `${place}.users[${at}]`, seeding));
  world.licenses.update(before, {
    ...record,
    timesActivated: before.timesActivated,
    deactivatedDeviceIds: deactivatedDevices
      ? deactivatedIdsOf(deactivatedDevices, before.id, place, world)
      : before.deactivatedDeviceIds,
  });
  changeHolders(record, new Set(users.map(({ id }) => id)), seeding);
}

/** A timeout that is set is stated in answers too. */
function freshTimeout(row: WorldLicense, patch: object): WorldLicense {
  const { floating, floatingTimeoutMinutes } = patch as { [F in keyof WorldLicense]?: WorldLicense[F] | null };
  const isSet = floating === null || floating?.timeoutMinutes !== undefined;
  if (!isSet || floatingTimeoutMinutes !== undefined) return row;
  const { floatingTimeoutMinutes: _over, ...others } = row;
  return others;
}

/** Units that are set are those of the period that runs now, whenever the last one was counted. */
function freshCounter(row: WorldLicense, patch: object): WorldLicense {
  const { consumption } = patch as WorldLicense;
  const isSet = consumption && ["total", "period", "resets"].some((field) => field in consumption);
  if (!isSet || "countedFrom" in consumption || !row.consumption) return row;
  const { countedFrom: _over, ...counter } = row.consumption;
  return { ...row, consumption: counter };
}

function changeHolders({ id, productId }: LicenseRecord, wanted: Set<number>, { world }: Seeding): void {
  for (const link of world.licenseUsers.byLicense(id)) {
    if (!wanted.delete(link.userId)) world.licenseUsers.remove(link);
    else if (link.productId !== productId) world.licenseUsers.update(link, { productId });
  }
  for (const userId of wanted) world.licenseUsers.add({ id: world.nextId(), productId, licenseId: id, userId });
}
