import type * as file from "../../generated/types.ts";
import { copyOf, momentText, momentTextOf, type Reading, type Row, stated } from "./reading.ts";
import type * as records from "./records.ts";
import { findBundleLicense, floatingTimeout } from "./seed-license.ts";
import { nestedDeviceRow } from "./write-device.ts";
import { customerFields } from "./write-keys.ts";
import { consumptionFields, featureFields, floatingFields } from "./write-product.ts";

/** The row of a license with its features, users and devices. */
export function licenseRow(record: records.LicenseRecord, reading: Reading): Row<file.WorldLicense> {
  const { world } = reading;
  const features = world.features.byLicense(record.id);
  const devices = reading.devices(record.id);
  return {
    ...licenseFields(record, reading),
    ...(features.length > 0 && { features: features.map(featureRow) }),
    ...(devices.length > 0 && { devices: devices.map((device) => nestedDeviceRow(device, reading)) }),
  };
}

/** The row of a license without what has tables of its own. */
export function licenseFields(record: records.LicenseRecord, reading: Reading): Row<file.WorldLicense> {
  const {
    companyId,
    productId,
    isEnabled,
    isTrial,
    timesActivated: _counted,
    deactivatedDeviceIds: _told,
    ...same
  } = record;
  const product = reading.world.products.get(productId) as records.ProductRecord;
  const floating = record.floating ? floatingFields(record.floating) : undefined;
  const hasUsualTimeout = record.floatingTimeoutMinutes === floatingTimeout(floating, product);
  return stated<Row<file.WorldLicense>>({
    ...same,
    company: reading.company(companyId),
    product: product.code,
    createdAt: momentText(record.createdAt),
    ...holderFields(record, reading),
    ...customerFields(record.customerId, reading),
    customerId: customerFields(record.customerId, reading).customerId,
    enabled: isEnabled,
    trial: isTrial,
    expiresAt: momentTextOf(record.expiresAt),
    startsAt: momentTextOf(record.startsAt),
    maintainedUntil: momentTextOf(record.maintainedUntil),
    deactivatedDevices: deactivatedDevices(record, reading),
    consumption: consumptionFields(record.consumption),
    floating,
    floatingTimeoutMinutes: hasUsualTimeout ? undefined : record.floatingTimeoutMinutes,
    customFields: record.customFields.map((field) => ({ ...field })),
    metadata: copyOf(record.metadata),
  });
}

/** Who holds a license: users, and the bundle by its code, with ids where these leave doubt. */
function holderFields(
  { id, companyId, licenseKey, bundleLicenseId, productId }: records.LicenseRecord,
  { world, isExact }: Reading,
) {
  const links = world.licenseUsers.byLicense(id);
  const users = links.map(({ userId }) => world.users.get(userId)?.email ?? "");
  const own = bundleLicenseId === null ? undefined : world.licenses.get(bundleLicenseId);
  const bundle = own && world.products.get(own.productId)?.code;
  const holder = { ...(licenseKey !== null && { licenseKey }), users, ...(bundle !== undefined && { bundle }) };
  const isClear = bundle === undefined || findBundleLicense(holder, companyId, world)?.id === bundleLicenseId;
  const isUserBased = world.products.get(productId)?.authorizationMethod === "user";
  return {
    users: users.length > 0 || isUserBased ? users : undefined,
    userLinkIds: isExact && links.length > 0 ? links.map((link) => link.id) : undefined,
    bundle,
    bundleLicenseId: (isExact || !isClear) && own ? own.id : undefined,
  };
}

/** Stated where it is not what the devices tell: all that are not active. */
function deactivatedDevices(
  { id, deactivatedDeviceIds }: records.LicenseRecord,
  reading: Reading,
): string[] | undefined {
  const devices = reading.devices(id);
  const inactive = devices.filter(({ isActive }) => !isActive);
  const isUsual = String(inactive.map((device) => device.id)) === String(deactivatedDeviceIds);
  if (isUsual) return undefined;
  return deactivatedDeviceIds.map((deviceId) => reading.world.devices.get(deviceId)?.hardwareId ?? "");
}

/** The row of a feature as a license has it. */
export function featureRow(record: records.FeatureRecord): Row<file.WorldFeature> {
  const { id, templateId } = record;
  return { id, ...(templateId !== null && { templateId }), ...featureFields(record) };
}
