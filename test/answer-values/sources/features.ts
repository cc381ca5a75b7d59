import type * as file from "../../../src/generated/types.ts";
import type { Source, Sources } from "../expected-answer.ts";
import { type Call, featureOf, type OfFeature, poolOf, seatsHeld } from "../rows.ts";
import { metadataText } from "./products.ts";

type Counter = file.WorldConsumption;

/** How a counter is written, the limit aside, which stands in the plural or not. */
export const counter = {
  "/total_consumptions": ({ total = 0 }) => total,
  "/allow_unlimited_consumptions": ({ unlimited = false }) => unlimited,
  "/allow_negative_consumptions": ({ negative = false }) => negative,
  "/reset_consumption": ({ resets = false }) => resets,
  "/consumption_period": ({ period = null }) => period,
  "/allow_overages": ({ overages = false }) => overages,
  "/max_overages": ({ maxOverages = 0 }) => maxOverages,
} as const satisfies Record<string, (row: Counter) => unknown>;

/** The fields of a counter, out of what shows one; undefined where none is shown. */
export function counterOf<S>(find: (of: S) => Counter | undefined, limit: string): Sources<S> {
  const all: Record<string, (row: Counter) => unknown> = { ...counter, [limit]: ({ max = 0 }) => max };
  const fields = Object.entries(all).map(([pointer, give]): [string, Source<S>] => [
    pointer,
    (of) => {
      const row = find(of);
      return row === undefined ? undefined : give(row);
    },
  ]);
  return Object.fromEntries(fields);
}

/** Where seats are kept, if there are any. */
export function isKept(by: "cloud" | "server", floating: file.WorldFloating | undefined): boolean {
  return floating !== undefined && (floating.kept ?? "cloud") === by;
}

const own: Sources<OfFeature> = {
  "/id": ({ row }) => row.id,
  "/code": ({ row }) => row.code,
  "/name": ({ row }) => row.name ?? row.code,
  "/feature_type": ({ row }) => (row.consumption ? "consumption" : "activation"),
  "/expiry_date": ({ row }) => row.expiresAt ?? null,
  "/metadata": ({ row }) => row.metadata ?? {},
  "/metadata_string": metadataText,
  "/is_floating": ({ row }) => isKept("server", row.floating),
  "/is_floating_cloud": ({ row }) => isKept("cloud", row.floating),
};

const seats: Sources<OfFeature> = {
  "/floating_users": ({ row }) => row.floating && (row.floating.users ?? 0),
  "/floating_timeout": ({ row }) => row.floating && (row.floating.timeoutMinutes ?? 120),
};

const feature: Sources<OfFeature> = {
  ...own,
  ...seats,
  ...counterOf(({ row }: OfFeature) => row.consumption, "/max_consumption"),
  "/is_expired": ({ row, call }) =>
    call.dialect === "service" ? Date.parse(row.expiresAt ?? "9999-12-31") <= call.now : undefined,
};

/** The service leaves out what a feature does not have; the documents want a counter of every feature, and a text. */
const checkedFeature: Sources<OfFeature> = {
  ...own,
  ...counterOf(
    ({ row, call }: OfFeature) => row.consumption ?? (call.dialect === "service" ? undefined : {}),
    "/max_consumption",
  ),
  "/consumption_period": ({ row, call }) => {
    if (call.dialect === "service") return row.consumption && (row.consumption.period ?? null);
    return row.consumption?.period ?? "";
  },
  "/license_id": ({ license }) => license.id,
  "/floating_in_use_devices": ({ row, license, call }) => {
    if (!row.floating) return undefined;
    return isKept("cloud", row.floating) ? seatsHeld(license, row.code, row.floating, call.now) : 0;
  },
  "/floating_users": ({ row, call }) =>
    call.dialect === "service" && row.floating ? (row.floating.users ?? 0) : undefined,
  "/floating_timeout": ({ row, call }) =>
    call.dialect === "service" && row.floating ? (row.floating.timeoutMinutes ?? 120) : undefined,
  "/is_expired": { never: "a feature whose time is over is not found by its check" },
  "/company": ({ call }) => (call.dialect === "service" ? call.company : undefined),
};

const addedFeatureConsumption: Sources<OfFeature> = {
  ...seats,
  ...counterOf(({ row }: OfFeature) => row.consumption, "/max_consumptions"),
  "/id": ({ row }) => row.id,
  "/license_id": ({ license }) => license.id,
  "/is_floating": ({ row }) => isKept("server", row.floating),
  "/is_floating_cloud": ({ row }) => isKept("cloud", row.floating),
  "/pool": ({ row, call }) => poolOf(row.pool, call),
  "/company": ({ call }) => (call.dialect === "service" ? call.company : undefined),
};

const pool: Sources<file.WorldPool> = {
  ...counterOf(({ consumption }: file.WorldPool) => consumption, "/max_consumptions"),
  "/id": ({ id }) => id,
  "/name": ({ name }) => name,
};

/** A table for what a call names by its feature. */
function ofCall(sources: Sources<OfFeature>): Sources<Call> {
  const entries = Object.entries(sources).map(([pointer, source]): [string, Source<Call>] => [
    pointer,
    typeof source === "function" ? (call) => source(featureOf(call)) : (source as Source<Call>),
  ]);
  return Object.fromEntries(entries);
}

/** Features, where they stand in licenses and by themselves. */
export const features = {
  "feature.json": feature,
  "consumption-pool.json": pool,
  "check-license-feature.response.json": ofCall(checkedFeature),
  "add-feature-consumption.response.json": ofCall(addedFeatureConsumption),
};
