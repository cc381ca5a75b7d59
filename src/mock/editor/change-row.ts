import type { WorldUser } from "../../generated/types.ts";
import type { UserRecord } from "../world/records.ts";
import { userRows } from "../world/rows/accounts.ts";
import type { RowKind } from "../world/rows/row-kind.ts";
import type { Seeding } from "../world/rows/seeding.ts";
import type { Stored, Table } from "../world/table.ts";
import type { TableName } from "../world/world.ts";
import { changeDevice } from "./change-device.ts";
import { changeLicense } from "./change-license.ts";

type Change = (record: never, row: never, patch: object, place: string, seeding: Seeding) => void;

/** Tables whose rows do not tell the whole record: what is counted stays, and counters of others follow. */
const changes: { readonly [T in TableName]?: Change } = {
  licenses: changeLicense,
  devices: changeDevice,
  users: (record: UserRecord, row: WorldUser, _patch, place, seeding) => {
    const { totalActivations } = record;
    seeding.world.users.update(record, { ...userRows.read(row, place, seeding), totalActivations });
  },
};

/** Makes a record what a row says. */
export function changeRow<R extends object, S extends Stored>(
  kind: RowKind<R, S>,
  record: S,
  row: R,
  patch: object,
  place: string,
  seeding: Seeding,
): void {
  const change = changes[kind.table] as Change | undefined;
  kind.check?.(row, place, seeding);
  if (change) change(record as never, row as never, patch, place, seeding);
  else (seeding.world[kind.table] as unknown as Table<S>).update(record, kind.read(row, place, seeding));
}
