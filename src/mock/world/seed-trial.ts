import type * as file from "../../generated/types.ts";
import type { TrialRecord } from "./records.ts";
import { type Seeding, worldFileError } from "./seeding.ts";

/** The trial that a row describes: the license of its id or key, or the first one of its user. */
export function trialRecord(row: file.WorldTrial, place: string, { world, company, id }: Seeding): TrialRecord {
  const companyId = company(row.company, `${place}.company`);
  const product = world.products.byCode(companyId, row.product);
  if (!product) throw worldFileError(`${place}.product`, `"${row.product}"`, "the code of a product in `products`");
  const user = row.user === undefined ? undefined : world.users.byEmail(companyId, row.user);
  const license =
    row.licenseId !== undefined
      ? world.licenses.get(row.licenseId)
      : row.licenseKey !== undefined
        ? world.licenses.byKey(product.id, row.licenseKey)
        : user && world.licenses.get(world.licenseUsers.byUser(product.id, user.id)[0]?.licenseId ?? 0);
  if (!license) {
    const found = `${row.licenseId ?? row.licenseKey ?? row.user}`;
    throw worldFileError(place, found, "the licenseId, licenseKey or user of a license of this product");
  }
  const { hardwareId, email = row.user ?? "" } = row;
  return { id: id(row.id, "trials", place), productId: product.id, hardwareId, email, licenseId: license.id };
}
