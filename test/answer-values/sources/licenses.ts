import { portableCryptography } from "../../../src/api/cryptography.ts";
import { offlineText } from "../../../src/api/signature.ts";
import type * as file from "../../../src/generated/types.ts";
import type { Sources } from "../expected-answer.ts";
import {
  activeOn,
  type Call,
  dayOf,
  isOver,
  licenseOf,
  type OfLicense,
  offeredTo,
  poolOf,
  seatsHeld,
} from "../rows.ts";
import { counterOf, isKept } from "./features.ts";
import { customerOf } from "./people.ts";
import { metadataText, versionOf } from "./products.ts";

const counted = ({ row }: OfLicense) => (row.type === "consumption" ? (row.consumption ?? {}) : undefined);

const featuresOf = ({ row, call }: OfLicense) =>
  (row.features ?? [])
    .filter(({ expiresAt }) => call.input.include_expired_features || Date.parse(expiresAt ?? "9999-12-31") > call.now)
    .map((feature) => ({ row: feature, license: row, call }));

const licenseCore: Sources<OfLicense> = {
  ...counterOf(counted, "/max_consumptions"),
  "/id": ({ row }) => row.id,
  "/license_type": ({ row }) => row.type ?? "perpetual",
  "/is_trial": ({ row }) => row.trial ?? false,
  "/trial_days": ({ row }) => (row.trial ? (row.trialDays ?? 0) : undefined),
  "/maintenance_period": ({ row }) => row.maintainedUntil ?? null,
  "/enable_maintenance_period": ({ row }) => row.maintainedUntil !== undefined,
  "/start_date": ({ row }) => row.startsAt ?? null,
  "/allow_grace_period": ({ row }) => row.graceHours !== undefined,
  "/grace_period": ({ row }) => row.graceHours ?? 0,
  "/max_activations": ({ row }) => row.maxActivations ?? 1,
  "/times_activated": ({ row }) => activeOn(row).length,
  "/transfer_count": ({ row }) => row.transferCount ?? 0,
  "/max_transfers": ({ row }) => row.maxTransfers ?? 0,
  "/allow_unlimited_activations": ({ row }) => row.unlimitedActivations ?? false,
  "/allow_offline_activation": ({ row }) => row.offlineActivation ?? false,
  "/is_air_gapped": ({ row }) => row.airGapped ?? false,
  "/is_hardware_key_auth": ({ row }) => row.hardwareKeyAuth ?? false,
  "/prevent_vm": ({ row }) => row.preventVm ?? false,
  "/allow_overages": ({ row }) => row.consumption?.overages ?? false,
  "/max_overages": ({ row }) => row.consumption?.maxOverages ?? 0,
  "/is_floating": ({ row }) => isKept("server", row.floating),
  "/is_floating_cloud": ({ row }) => isKept("cloud", row.floating),
  "/floating_timeout": ({ row, product }) =>
    row.floatingTimeoutMinutes ?? row.floating?.timeoutMinutes ?? product.floatingTimeoutMinutes ?? 120,
  "/floating_users": ({ row }) => row.floating?.users,
  "/can_borrow": ({ row }) => row.floating?.maxBorrowHours !== undefined,
  "/max_borrow_time": ({ row }) => row.floating?.maxBorrowHours ?? 0,
  "/company": ({ call }) => call.company,
  "/license_template_id": { always: null, because: "a world has no templates of licenses" },
  "/custom_fields/*": ({ row }) => row.customFields ?? [],
  "/product_features/*": featuresOf,
  "/customer": ({ row, call }) => customerOf(row, call),
  "/metadata": ({ row }) => row.metadata ?? {},
  "/metadata_string": metadataText,
};

const isActive = ({ row }: OfLicense) => activeOn(row).length > 0 || row.type === "subscription";
const isExpired = ({ row, call }: OfLicense) => isOver(row, call.now);
const validity = ({ row }: OfLicense) => (row.expiresAt === undefined ? null : dayOf(row.expiresAt));
const licenseKey = ({ row }: OfLicense) => row.licenseKey;
const inUse = ({ row, call }: OfLicense) => {
  if (!row.floating) return undefined;
  return isKept("cloud", row.floating) ? seatsHeld(row, undefined, row.floating, call.now) : 0;
};
const shownUser = ({ user, call }: OfLicense) => user && { row: user, call };
const signature = { heldBy: "test/vectors.test.ts" };

/** How long the device holds a borrowed seat of the license, undefined where it does not. */
function borrowedUntil({ row, device, call }: OfLicense): string | undefined {
  if (!isKept("cloud", row.floating)) return undefined;
  const until = device?.seats?.find(({ feature }) => feature === undefined)?.borrowedUntil;
  return until !== undefined && Date.parse(until) > call.now ? until : undefined;
}

const checkedLicense: Sources<OfLicense> = {
  ...versionOf((of: OfLicense) => offeredTo(of)[0]),
  "/product_details": ({ product, call }) => ({ row: product, call }),
  "/license_key": licenseKey,
  "/user": shownUser,
  "/license_signature": signature,
  "/validity_period": validity,
  "/is_expired": isExpired,
  "/license_active": { always: true, because: "another is refused" },
  "/license_enabled": { always: true, because: "another is refused" },
  "/is_borrowed": (of) => borrowedUntil(of) !== undefined,
  "/borrowed_until": (of) => borrowedUntil(of) ?? null,
  "/device_id": ({ device }) => device?.id,
  "/order_store_id": ({ row }) => row.orderStoreId ?? null,
  "/max_license_users": ({ row }) => row.maxUsers ?? 1,
  "/floating_in_use_devices": inUse,
};

const activationCore: Sources<OfLicense> = {
  "/product_details": ({ product, call }) => ({ row: product, call }),
  "/license_key": licenseKey,
  "/user": shownUser,
  "/username": ({ user }) => user?.email,
  "/max_license_users": ({ row, user }) => user && (row.maxUsers ?? 1),
  "/license_signature": signature,
  "/validity_period": validity,
  "/is_expired": isExpired,
  "/request": { always: "activation", because: "the answer of an activation says so" },
  "/hardware_id": ({ call }) => call.input.hardware_id,
  "/active": { always: true, because: "it was activated" },
  "/device_id": ({ device }) => device?.id,
  "/floating_in_use": inUse,
  "/installation_file": (of) => offeredTo(of)[0] ?? null,
  "/variables/*": ({ device, call }) => call.input.variables && ofVariables(call, device),
};

/** The variables that a call sends, as the device keeps them. */
export function ofVariables({ input, now }: Call, device: file.WorldDevice | undefined) {
  return Object.entries(input.variables as object).map(([name, value]) => ({
    name,
    value: String(value),
    now,
    device,
  }));
}

const offlineLicense: Sources<OfLicense> = {
  "/date": ({ call }) => new Date(call.now).toUTCString(),
  "/request_id": ({ call }) => call.input.request_id,
  "/offline_signature": ({ call }) => {
    const { apiKey: api_key, sharedKey } = call.world.apiKeys.find(
      ({ company }) => company === call.company.name,
    ) as file.WorldApiKey;
    const claims = { ...(call.input as { hardware_id: string }), api_key, date: new Date(call.now).toUTCString() };
    return portableCryptography.hmac(sharedKey, offlineText(claims));
  },
};

const listedLicense: Sources<OfLicense> = {
  "/license_active": isActive,
  "/license_enabled": ({ row }) => row.enabled ?? true,
  "/validity_period": ({ row }) => row.expiresAt?.slice(0, 10) ?? null,
  "/order_store_id": ({ row }) => row.orderStoreId ?? null,
  "/max_license_users": ({ row }) => row.maxUsers ?? 1,
  "/product_details": ({ product, call }) => ({ row: product, call }),
};

const addedConsumption: Sources<Call> = {
  ...counterOf((call: Call) => licenseOf(call).row.consumption, "/max_consumptions"),
  "/id": (call) => licenseOf(call).row.id,
  "/pool": (call) => poolOf(licenseOf(call).row.pool, call),
  "/company": ({ dialect, company }) => (dialect === "service" ? company : undefined),
};

/** Licenses, as checks, activations and lists give them. */
export const licenses = {
  "license-core.json": licenseCore,
  "checked-license.json": checkedLicense,
  "activated-license.json": {},
  "activation-core.json": activationCore,
  "offline-activated-license.json": offlineLicense,
  "listed-license.json": listedLicense,
  "add-consumption.response.json": addedConsumption,
  "custom-field.json": {
    "/name": ({ name }) => name,
    "/value": ({ value }) => value ?? null,
    "/data_type": { always: null, because: "a world has no types of custom fields" },
  } satisfies Sources<file.WorldCustomField>,
};
