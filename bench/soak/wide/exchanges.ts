import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Call } from "../../signed-request.ts";

interface Recorded {
  exchanges: { request: { method: Call["method"]; url: string; body?: string } }[];
}

/** Successful requests of one endpoint, as they were recorded from the default world. */
export interface EndpointCalls {
  endpoint: string;
  calls: readonly Call[];
}

/** Recorded requests of every endpoint: what each of its cases that succeed sends. */
export function readCalls(root: string): readonly EndpointCalls[] {
  const folder = join(root, "fixtures/exchanges");
  return readdirSync(folder).map((endpoint) => {
    const files = readdirSync(join(folder, endpoint)).filter((name) => /^ok[.-]/.test(name));
    const calls = files.flatMap((name) => callsIn(readFileSync(join(folder, endpoint, name), "utf8")));
    if (calls.length === 0) throw new Error(`fixtures/exchanges/${endpoint} has no call that succeeds.`);
    return { endpoint, calls };
  });
}

function callsIn(text: string): Call[] {
  return (JSON.parse(text) as Recorded).exchanges.map(({ request: { method, url, body } }) => {
    const { pathname, search } = new URL(url);
    return { method, target: pathname + search, ...(body === undefined ? {} : { body }) };
  });
}

/** The same call from another device: each that a text has, in a query and in a body of JSON. */
export function fromDevice(call: Call, device: string): Call {
  const [path = "", query] = call.target.split("?");
  const search = new URLSearchParams(query);
  if (search.has("hardware_id")) search.set("hardware_id", device);
  const target = query === undefined ? path : `${path}?${search}`;
  if (!call.body?.startsWith("{")) return { ...call, target };
  const fields = JSON.parse(call.body) as Record<string, unknown>;
  if ("hardware_id" in fields) fields.hardware_id = device;
  return { ...call, target, body: JSON.stringify(fields) };
}
