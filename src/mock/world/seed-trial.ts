import type * as file from "../../generated/types.ts";
import { type Seeding, worldFileError } from "./seeding.ts";
import { keyOf } from "./world.ts";

/** Adds a trial that a device was given: the license of its key, or the first one of its user. */
export function seedTrial(row: file.WorldTrial, place: string, { world, company }: Seeding): void {
  const companyId = company(row.company, `${place}.company`);
  const product = world.products.find("byCode", keyOf(companyId, row.product));
  if (!product) throw worldFileError(`${place}.product`, `"${row.product}"`, "the code of a product in `products`");
  const user = row.user === undefined ? undefined : world.users.find("byEmail", keyOf(companyId, row.user));
  const licenseId =
    row.licenseKey === undefined
      ? user && world.licenseUsers.find("byUser", keyOf(product.id, user.id))?.licenseId
      : world.licenses.find("byKey", keyOf(product.id, row.licenseKey))?.id;
  if (licenseId === undefined) {
    throw worldFileError(place, `${row.licenseKey ?? row.user}`, "the licenseKey or user of a license of this product");
  }
  const { hardwareId, user: email = "" } = row;
  world.trials.add({ id: world.nextId(), productId: product.id, hardwareId, email, licenseId });
}
