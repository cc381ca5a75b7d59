import { readTrial } from "../../../generated/row-readers.ts";
import type { WorldTrial } from "../../../generated/types.ts";
import type { LicenseRecord, ProductRecord, TrialRecord } from "../records.ts";
import type { World } from "../world.ts";
import { productOf } from "./products.ts";
import type { RowKind } from "./row-kind.ts";
import { worldFileError } from "./seeding.ts";

/** Trials that devices were given: of the license of an id or key, or of the first one of a user. */
export const trialRows: RowKind<WorldTrial, TrialRecord> = {
  table: "trials",
  schema: "world-trial",
  read: (row, place, seeding) => {
    const companyId = seeding.company(row.company, place);
    const product = productOf(row.product, companyId, place, seeding);
    const license = findTrialLicense(row, product, companyId, seeding.world);
    if (!license) {
      const found = `${row.licenseId ?? row.licenseKey ?? row.user}`;
      throw worldFileError(place, found, "the licenseId, licenseKey or user of a license of this product");
    }
    return readTrial(row, {
      id: seeding.id(row.id, "trials", place),
      productId: product.id,
      licenseId: license.id,
      email: row.email ?? row.user ?? "",
    });
  },
  write: ({ productId }, { world, company }) => {
    const product = world.products.get(productId) as ProductRecord;
    return { company: company(product.companyId), product: product.code };
  },
};

function findTrialLicense(
  row: WorldTrial,
  product: ProductRecord,
  companyId: number,
  world: World,
): LicenseRecord | undefined {
  if (row.licenseId !== undefined) return world.licenses.get(row.licenseId);
  if (row.licenseKey !== undefined) return world.licenses.byKey(product.id, row.licenseKey);
  const user = row.user === undefined ? undefined : world.users.byEmail(companyId, row.user);
  return user && world.licenses.get(world.licenseUsers.byUser(product.id, user.id)[0]?.licenseId ?? 0);
}
