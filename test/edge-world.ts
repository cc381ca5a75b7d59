import type { WorldFile } from "../src/generated/types.ts";

type Fields = Readonly<Record<string, unknown>>;

/** Key of the license that an edge is about. */
export const keyOfEdges = "EDGE-EDGE-EDGE-0001";

/** A world with the one license of an edge: of a key, or of the users where there are some. */
export function edgeWorld({
  license,
  product,
  users,
}: {
  readonly license: Fields;
  readonly product?: Fields | undefined;
  readonly users?: readonly Fields[] | undefined;
}): WorldFile {
  const holder = users === undefined ? { licenseKey: keyOfEdges } : { users: users.map(({ email }) => email) };
  return {
    companies: [{ name: "Vendor" }],
    apiKeys: [{ apiKey: "edge-key", sharedKey: "edge-shared-key" }],
    products: [{ code: "app", ...product }],
    ...(users && { users }),
    licenses: [{ product: "app", ...holder, ...license }],
  } as unknown as WorldFile;
}
