import type {
  ActivatedProductSummary,
  CompanyReference,
  Customer,
  CustomField,
  DeviceVariable,
  LicenseUser,
  ProductSummary,
  TrackedVariable,
} from "../../generated/types.ts";
import type { Context } from "../behaviour.ts";
import type {
  CustomerRecord,
  CustomFieldValue,
  LicenseRecord,
  Metadata,
  ProductRecord,
  UserRecord,
  VariableRecord,
} from "../world/records.ts";
import { instantView } from "./instant.ts";

/** What a request asks of all views. */
export interface ViewOptions {
  /** Adds `metadata_string` beside each `metadata`. */
  readonly withMetadataText: boolean;
}

/** `metadata`, and the same as text where that was asked for. */
export function metadataView(metadata: Metadata, { withMetadataText }: ViewOptions) {
  return { metadata: { ...metadata }, ...(withMetadataText && { metadata_string: JSON.stringify(metadata) }) };
}

/** The vendor. */
export function companyView(owner: { readonly companyId: number }): CompanyReference {
  return { id: owner.companyId };
}

/** A custom field of a license; the service gives no data types. */
export function customFieldView({ name, value }: CustomFieldValue): CustomField {
  return { name, data_type: null, value };
}

/** The customer of a license; texts stay empty where nothing is known. */
export function customerView(license: LicenseRecord, { world }: Context): Customer {
  const customer = world.customers.get(license.customerId);
  return customerRecordView(customer, world.customerAccounts.get(customer?.customerAccountId ?? 0));
}

/** A customer with their account. */
export function customerRecordView(
  customer: CustomerRecord | undefined,
  account: { readonly id: number; readonly name: string; readonly code: string } | undefined,
): Customer {
  return {
    email: customer?.email ?? "",
    company_name: customer?.companyName ?? "",
    reference: customer?.reference ?? "",
    phone: customer?.phone ?? "",
    first_name: customer?.firstName ?? "",
    last_name: customer?.lastName ?? "",
    city: customer?.city ?? "",
    postcode: customer?.postcode ?? "",
    state: customer?.state ?? "",
    country: customer?.country ?? "",
    address: customer?.address ?? "",
    customer_account: account ? { id: account.id, name: account.name, code: account.code } : null,
    metadata: { ...customer?.metadata },
  };
}

/** A license user. A user without a limit of their own has as many activations as they like. */
export function userView(user: UserRecord): LicenseUser {
  return {
    id: user.id,
    email: user.email,
    first_name: user.firstName,
    last_name: user.lastName,
    phone_number: user.phoneNumber,
    is_initial_password: user.isInitialPassword,
    max_activations: user.maxActivations ?? 0,
    allow_unlimited_activations: user.maxActivations === null,
    total_activations: user.totalActivations,
  };
}

/** The product of a license, as checks and lists give it. */
export function productView(product: ProductRecord, options: ViewOptions, context: Context): ProductSummary {
  return {
    product_id: product.id,
    product_name: product.name,
    short_code: product.code,
    authorization_method: authorizationMethodView(product, context),
    ...metadataView(product.metadata, options),
  };
}

/**
 * How a product's licenses are found. The seeds write `license_key`, every observed answer `license-key`; which of the two,
 * the dialect decides where no policy does.
 */
export function authorizationMethodView(
  { authorizationMethod }: ProductRecord,
  { policy }: Context,
): ProductSummary["authorization_method"] {
  if (authorizationMethod === "user") return "user";
  if (policy.authorizationMethod !== "dialect") return policy.authorizationMethod;
  return policy.dialect === "documents" ? "license_key" : "license-key";
}

/** The product of a license, as activations give it. */
export function activatedProductView(
  product: ProductRecord,
  options: ViewOptions,
  context: Context,
): ActivatedProductSummary {
  return {
    ...productView(product, options, context),
    allow_trial: product.allowTrial,
    trial_days: product.trialDays,
    allow_overages: product.overages,
    max_overages: product.maxOverages,
    prevent_vm: product.preventVm,
    validity_period: null,
    floating_timeout: product.floatingTimeoutMinutes,
    company_id: product.companyId,
  };
}

/** A device variable that was just written. */
export function trackedVariableView(variable: VariableRecord): TrackedVariable {
  return {
    variable: variable.name,
    value: variable.value,
    device_id: variable.deviceId,
    created_at: variable.createdAt,
  };
}

/** A device variable that is read; written ones have other fields, and their time as a number. */
export function deviceVariableView(variable: VariableRecord): DeviceVariable {
  return {
    id: variable.id,
    created_at: instantView(variable.createdAt),
    variable: variable.name,
    value: variable.value,
    device_id: variable.deviceId,
  };
}
