import { type EndpointName, endpointNames, endpointRow } from "./endpoints.ts";
import { ApiError } from "./errors.ts";
import { nearestName } from "./nearest-name.ts";
import { notImitatedAs, notImitatedText } from "./not-imitated.ts";
import { plainPath } from "./plain-path.ts";

const byPath = new Map<string, EndpointName>(endpointNames.map((name) => [endpointRow(name).path, name]));

/**
 * The endpoint that a method and path name. A trailing slash and doubled slashes are fine.
 *
 * @throws not_found, for a wrong method too
 */
export function matchEndpoint({ method, path }: { readonly method: string; readonly path: string }): EndpointName {
  const name = byPath.get(path) ?? byPath.get(plainPath(path));
  if (name === undefined) {
    const known = notImitatedAs("path", plainPath(path));
    if (known) throw new ApiError("not_found", { explanation: notImitatedText(known.name, known) });
    const near = nearestName(path, [...byPath.keys()]);
    throw new ApiError("not_found", { ...(near && { explanation: `the nearest path is ${near}` }) });
  }
  const row = endpointRow(name);
  if (row.method !== method) {
    throw new ApiError("not_found", { explanation: `${row.path} takes ${row.method} only`, allow: row.method });
  }
  return name;
}
