import { InputError } from "../api/input-error.ts";
import type { Facts, Store } from "../mock/space/store.ts";

/** How this version lays data out in a store. A store says it by its fact `format`. */
export const storeFormat = "1";

/** Gives a store the format that this version writes, or finds that it has it. @throws an InputError where it has another */
export async function settleFormat({ facts, settle }: Pick<Store, "facts" | "settle">, where: string): Promise<void> {
  requireFormat(await facts(), where); // first, so that nothing is written to a store of a newer version
  requireFormat(await settle({ format: storeFormat }), where);
}

function requireFormat({ format = storeFormat }: Facts, where: string): void {
  if (format === storeFormat) return;
  const advice = Number(format) > Number(storeFormat) ? "; a newer version of this package wrote it" : "";
  throw new InputError(`store ${where}: found format ${JSON.stringify(format)}, expected "${storeFormat}"${advice}`);
}
