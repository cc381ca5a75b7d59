import { ApiError } from "../../api/errors.ts";
import type { DeviceMetadata } from "../../generated/types.ts";
import type { Context } from "../behaviour.ts";
import type { DeviceFacts, DeviceRecord, LicenseRecord, ProductRecord } from "../world/records.ts";
import { returnUnits } from "./checkout.ts";
import { settleConsumption } from "./consumption.ts";
import { type Found, type Identification, isActive, type Proof, requireEnabled, requireLicense } from "./license.ts";
import { requireProduct } from "./product.ts";

/** A license that was found, with its product and the user in whose name it is used. */
export interface OnLicense extends Found {
  readonly product: ProductRecord;
}

/** What most calls need: an active device on a usable license. */
export interface LicenseOnDevice extends OnLicense {
  readonly device: DeviceRecord;
}

/** Checks that are lifted for calls that must still work, like letting a device go. */
export type SkippedChecks = readonly ("disabled" | "blacklisted")[];

/**
 * The active device that calls, with its license and product.
 *
 * @throws unknown_product, api_key_product_not_allowed, license_key_required, license_key_or_license_user_required,
 * license_not_found, authentication_failure, sso_customer_account_token_error, then what requireDeviceOn throws
 */
export function requireDevice(
  input: Identification & { readonly product: string },
  context: Context,
  { evenIf, proof = "if-given" }: { evenIf?: SkippedChecks; proof?: Proof } = {},
): LicenseOnDevice {
  const product = requireProduct(input.product, context);
  const found = requireLicense(input, product, proof, context);
  return requireDeviceOn({ ...found, product }, input.hardware_id, context, evenIf);
}

/**
 * The active device of a license. Due resets of consumption are settled on the way, and what the device took along of a
 * pool is back: it has called in.
 *
 * @throws license_not_enabled, blacklisted, license_not_active, device_not_found
 */
export function requireDeviceOn(
  found: OnLicense,
  hardwareId: string,
  context: Context,
  evenIf: SkippedChecks = [],
): LicenseOnDevice {
  const { license } = found;
  if (!evenIf.includes("disabled")) requireEnabled(license, context);
  const device = context.world.devices.byHardware(license.id, hardwareId);
  if (device && !evenIf.includes("blacklisted")) requireNotBlacklisted(hardwareId, context);
  if (!isActive(license)) {
    throw new ApiError("license_not_active", { explanation: "no device is active on this license" });
  }
  if (!device?.active) {
    throw new ApiError("device_not_found", {
      explanation: device ? "this device was deactivated" : "this device was never activated on this license",
    });
  }
  context.because`device ${hardwareId} is active`;
  returnUnits(device, context.world);
  return { ...found, license: settleConsumption(license, context), device };
}

/**
 * Refuses a device that the company has on its blacklist.
 *
 * @throws blacklisted
 */
export function requireNotBlacklisted(hardwareId: string, { world, caller }: Context): void {
  if (world.blacklist.byHardware(caller.companyId, hardwareId)) throw new ApiError("blacklisted");
}

/** What a request may tell about its device. */
export type DeviceReport = DeviceMetadata & { readonly sdk_ver?: string };

const factNames = [
  "vm_info",
  "os_ver",
  "hostname",
  "os_hostname",
  "ip",
  "ip_local",
  "app_ver",
  "app_name",
  "sdk_ver",
  "mac_address",
] as const;

/** The device with what the request told about it. The three-d spelling of the MAC address is the same fact. */
export function refreshDevice(device: DeviceRecord, report: DeviceReport, { world }: Context): DeviceRecord {
  const facts = reportedFacts(report);
  if (Object.entries(facts).every(([name, value]) => device.facts[name] === value)) return device;
  return world.devices.update(device, { facts: { ...device.facts, ...facts } });
}

/** The facts about a device that a request tells. */
export function reportedFacts(report: DeviceReport): DeviceFacts {
  const facts: Record<string, string | boolean> = {};
  if (report.mac_adddress !== undefined) facts.mac_address = report.mac_adddress;
  for (const name of factNames) {
    const fact = report[name];
    if (fact !== undefined) facts[name] = fact;
  }
  if (report.is_vm !== undefined) facts.is_vm = isVirtual(report);
  return facts;
}

/**
 * Refuses a virtual machine where the license forbids them.
 *
 * @throws vm_not_allowed
 */
export function requireAllowedMachine(license: LicenseRecord, report: DeviceReport, { because }: Context): void {
  if (!license.preventVm) return;
  if (isVirtual(report)) throw new ApiError("vm_not_allowed");
  because`the device does not say that it is a virtual machine`;
}

/** Whether a device says that it is a virtual machine, in whatever spelling its language writes true. */
function isVirtual({ is_vm }: DeviceReport): boolean {
  return /^(true|1)$/i.test(String(is_vm));
}
