import { readPool } from "../../../generated/row-readers.ts";
import type { WorldPool } from "../../../generated/types.ts";
import type { PoolRecord } from "../records.ts";
import { accountIdOf, writeAccount } from "./accounts.ts";
import { consumptionOf } from "./products.ts";
import type { Reading } from "./reading.ts";
import type { RowKind } from "./row-kind.ts";
import { type Seeding, worldFileError } from "./seeding.ts";

/** Consumption pools of customer accounts. */
export const poolRows: RowKind<WorldPool, PoolRecord> = {
  table: "pools",
  schema: "world-pool",
  read: (row, place, seeding) => {
    const companyId = seeding.company(row.company, place);
    const customerAccountId = accountIdOf(row.customerAccount, companyId, place, seeding) as number;
    const id = seeding.id(row.id, "pools", place);
    const twin = seeding.world.pools.byCode(customerAccountId, row.code);
    if (twin && twin.id !== id) {
      throw worldFileError(`${place}.code`, `"${row.code}"`, "a code that no other pool of the customer account has");
    }
    return readPool(row, {
      ...{ id, companyId, customerAccountId, name: row.name ?? row.code },
      consumption: consumptionOf(row.consumption ?? {}, `${place}.consumption`, seeding),
    });
  },
  write: (record, reading) => ({ ...writeAccount(record, reading), customerAccount: accountOfPool(record, reading) }),
};

function accountOfPool({ customerAccountId }: PoolRecord, { world }: Reading): string {
  return world.customerAccounts.get(customerAccountId)?.code ?? "";
}

/**
 * Id of the pool that a member names, null where it names none.
 *
 * @throws an error where the customer's account has no such pool, or one of the other kind
 */
export function poolIdOf(
  code: string | undefined,
  type: PoolRecord["type"],
  customerId: number | null,
  place: string,
  { world }: Seeding,
): number | null {
  if (code === undefined) return null;
  const account = world.customers.get(customerId ?? 0)?.customerAccountId ?? null;
  if (account === null)
    throw worldFileError(`${place}.pool`, `"${code}"`, "a `customer` of the pool's customer account");
  const pool = world.pools.byCode(account, code);
  if (!pool)
    throw worldFileError(`${place}.pool`, `"${code}"`, "the code of a pool of the customer's account in `pools`");
  if (pool.type === type) return pool.id;
  throw worldFileError(`${place}.pool`, `"${code}", which is of type ${pool.type}`, `a pool of type ${type}`);
}

/** Code of a pool, undefined where there is none. */
export function poolCode(id: number | null, { world }: Reading): string | undefined {
  return world.pools.get(id)?.code;
}
