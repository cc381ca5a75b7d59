import type {
  ActivatedLicense,
  ActivationCoreMembers,
  CheckedLicense,
  CheckedLicenseMembers,
  LicenseCore,
  LicenseCoreMembers,
  ListedLicense,
} from "../../generated/types.ts";
import { type Context, signaturePlaceholder } from "../behaviour.ts";
import { settleConsumption } from "../rules/consumption.ts";
import { isExpired } from "../rules/expiry.ts";
import { featuresOf } from "../rules/feature.ts";
import { isActive } from "../rules/license.ts";
import { cloudPool, seatOf, seatsInUse } from "../rules/seats.ts";
import type {
  DeviceRecord,
  LicenseRecord,
  ProductRecord,
  UserRecord,
  VariableRecord,
  VersionRecord,
} from "../world/records.ts";
import { consumptionView } from "./consumption.ts";
import { featureView } from "./feature.ts";
import { dateView, optionalInstantView } from "./instant.ts";
import * as parts from "./parts.ts";
import { flatVersionView, installationFileView } from "./versions.ts";

/** What a view of a license shows. */
export interface Shown {
  readonly license: LicenseRecord;
  readonly product: ProductRecord;
  readonly device: DeviceRecord;
  readonly user: UserRecord | undefined;
}

/** How it shows it. */
export interface LicenseViewOptions extends parts.ViewOptions {
  readonly withExpiredFeatures: boolean;
}

/** How a request wants licenses shown. */
export function viewOptions(input: {
  readonly include_expired_features?: boolean;
  readonly include_metadata_string?: boolean;
}): LicenseViewOptions {
  return {
    withExpiredFeatures: input.include_expired_features ?? false,
    withMetadataText: input.include_metadata_string ?? false,
  };
}

/** A license as a check gives it. */
export function checkedLicenseView(
  shown: Shown & { readonly version: VersionRecord | undefined },
  options: LicenseViewOptions,
  context: Context,
): CheckedLicense {
  const { license, product, device, user } = shown;
  const pool = cloudPool(license);
  const borrowedUntil = (pool && seatOf(device, pool, context)?.borrowedUntil) ?? null;
  const isBorrowed = borrowedUntil !== null && !context.hasCome(borrowedUntil);
  const newest = flatVersionView(shown.version);
  const view: CheckedLicenseMembers = Object.assign(licenseCoreView(license, options, context), {
    license_active: isActive(license),
    license_enabled: license.enabled,
    is_expired: isExpired(license, context),
    validity_period: optionalInstantView(license.expiresAt),
    is_borrowed: isBorrowed,
    borrowed_until: isBorrowed ? optionalInstantView(borrowedUntil) : null,
    device_id: device.id,
    order_store_id: license.orderStoreId,
    max_license_users: license.maxUsers,
    product_details: parts.productView(product, options, context),
    version: newest.version,
    installation_file: newest.installation_file,
    hash_md5: newest.hash_md5,
    release_date: newest.release_date,
    environment: newest.environment,
    eula_link: newest.eula_link,
    release_notes_link: newest.release_notes_link,
    channel: newest.channel,
    requires_version: newest.requires_version,
    size: newest.size,
    license_signature: signaturePlaceholder,
  });
  Object.assign(view, user ? { user: parts.userView(user) } : { license_key: license.licenseKey });
  if (license.floating) view.floating_in_use_devices = pool ? seatsInUse(pool, context.world, context.now) : 0;
  return view as CheckedLicense;
}

/** A license as an activation gives it. */
export function activatedLicenseView(
  shown: Shown & {
    readonly version: VersionRecord | undefined;
    readonly variables: readonly VariableRecord[] | undefined;
  },
  options: LicenseViewOptions,
  context: Context,
): ActivatedLicense {
  const { license, product, device, user, variables } = shown;
  const pool = cloudPool(license);
  const view: ActivationCoreMembers = Object.assign(licenseCoreView(license, options, context), {
    request: "activation" as const,
    hardware_id: device.hardwareId,
    active: isActive(license),
    is_expired: isExpired(license, context),
    validity_period: optionalInstantView(license.expiresAt),
    device_id: device.id,
    product_details: parts.activatedProductView(product, options, context),
    installation_file: shown.version ? installationFileView(shown.version) : null,
    license_signature: signaturePlaceholder,
  });
  const holder = user && { user: parts.userView(user), username: user.email, max_license_users: license.maxUsers };
  Object.assign(view, holder ?? { license_key: license.licenseKey });
  if (license.floating) view.floating_in_use = pool ? seatsInUse(pool, context.world, context.now) : 0;
  if (variables) view.variables = variables.map(parts.trackedVariableView);
  return view as ActivatedLicense;
}

/**
 * The fields that every form of a license has. Nothing is spread into objects of this size, here and above: V8 takes
 * seventy microseconds to spread thirty fields and add twenty more, and under one to assign them.
 */
function licenseCoreView(license: LicenseRecord, options: LicenseViewOptions, context: Context): LicenseCore {
  const { floating, consumption } = license;
  const features = featuresOf(license, context, { withExpired: options.withExpiredFeatures });
  const view: LicenseCoreMembers & Pick<LicenseCore, "license_type"> = {
    id: license.id,
    license_type: license.type,
    is_trial: license.trial,
    maintenance_period: optionalInstantView(license.maintainedUntil),
    enable_maintenance_period: license.maintainedUntil !== null,
    start_date: optionalInstantView(license.startsAt),
    allow_grace_period: license.graceHours !== null,
    grace_period: license.graceHours ?? 0,
    max_activations: license.maxActivations,
    times_activated: license.timesActivated,
    transfer_count: license.transferCount,
    max_transfers: license.maxTransfers,
    allow_unlimited_activations: license.unlimitedActivations,
    allow_offline_activation: license.offlineActivation,
    is_air_gapped: license.airGapped,
    is_hardware_key_auth: license.hardwareKeyAuth,
    prevent_vm: license.preventVm,
    allow_overages: consumption.overages,
    max_overages: consumption.maxOverages,
    is_floating: floating?.kept === "server",
    is_floating_cloud: floating?.kept === "cloud",
    floating_timeout: license.floatingTimeoutMinutes,
    can_borrow: floating !== null && floating.maxBorrowHours !== null,
    max_borrow_time: floating?.maxBorrowHours ?? 0,
    company: parts.companyView(license),
    license_template_id: null,
    custom_fields: license.customFields.map(parts.customFieldView),
    product_features: features.map((feature) => featureView(feature, options, context)),
    customer: parts.customerView(license, context),
    metadata: { ...license.metadata },
  };
  if (options.withMetadataText) view.metadata_string = JSON.stringify(license.metadata);
  if (license.trial) view.trial_days = license.trialDays;
  if (floating) view.floating_users = floating.users;
  if (license.type === "consumption") Object.assign(view, consumptionView(consumption));
  return view as LicenseCore;
}

/** A license as lists give it: nothing of a device, no signature, its last day without a time. */
export function listedLicenseView(
  license: LicenseRecord,
  options: LicenseViewOptions,
  context: Context,
): ListedLicense {
  const product = context.world.products.get(license.productId) as ProductRecord;
  return Object.assign(licenseCoreView(settleConsumption(license, context), options, context), {
    license_active: isActive(license),
    license_enabled: license.enabled,
    validity_period: dateView(license.expiresAt),
    order_store_id: license.orderStoreId,
    max_license_users: license.maxUsers,
    product_details: parts.productView(product, options, context),
  });
}
