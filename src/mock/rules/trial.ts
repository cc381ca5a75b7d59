import { ApiError } from "../../api/errors.ts";
import type { TrialKeyRequest } from "../../generated/types.ts";
import type { Context } from "../behaviour.ts";
import type { FeatureRecord, LicenseRecord, ProductRecord, TrialPolicy, UserRecord } from "../world/records.ts";
import { noConsumption } from "./consumption.ts";

/** A trial that was made. */
export interface Trial {
  readonly license: LicenseRecord;
  readonly product: ProductRecord;
  readonly features: readonly FeatureRecord[];
  readonly user: UserRecord | undefined;
}

/**
 * Makes a trial license with the product's features, its user and its customer.
 *
 * @throws validation_error for a license_policy that the product does not have
 */
export function makeTrial(product: ProductRecord, input: TrialKeyRequest, context: Context): Trial {
  const { world, now, because } = context;
  const kind = requirePolicy(product, input.license_policy);
  const id = world.nextId();
  const user = product.authorizationMethod === "user" ? findOrMakeUser(input, context) : undefined;
  const license = world.licenses.add({
    id,
    companyId: product.companyId,
    productId: product.id,
    createdAt: now,
    licenseKey: user ? null : keyFrom(id),
    bundleLicenseId: null,
    customerId: findOrMakeCustomer(input, context),
    orderId: world.nextId(),
    orderStoreId: `trial_${id}`,
    type: kind.licenseType,
    isEnabled: true,
    isTrial: true,
    trialDays: kind.trialDays,
    validDuration: null,
    expiresAt: null,
    startsAt: null,
    graceHours: null,
    maintainedUntil: null,
    maxActivations: kind.maxActivations,
    unlimitedActivations: false,
    timesActivated: 0,
    maxTransfers: 0,
    transferCount: 0,
    deactivatedDeviceIds: [],
    offlineActivation: true,
    preventVm: product.preventVm,
    maxUsers: 1,
    consumption: { ...noConsumption, overages: product.overages, maxOverages: product.maxOverages, countedFrom: now },
    floating: null,
    floatingTimeoutMinutes: product.floatingTimeoutMinutes,
    customFields: product.customFields.map(({ name, value }) => ({ name, value })),
    metadata: {},
  });
  if (user) world.licenseUsers.add({ id: world.nextId(), productId: product.id, licenseId: id, userId: user.id });
  const features = product.features.map((template) =>
    world.features.add({ ...template, id: world.nextId(), licenseId: id, templateId: template.id }),
  );
  because`a new trial of ${kind.trialDays} days: license id ${id}`;
  return { license, product, features, user };
}

function requirePolicy(product: ProductRecord, code: string | undefined): TrialPolicy {
  const { trialDays, licenseType, maxActivations } = product;
  if (code === undefined) return { code: "", trialDays, licenseType, maxActivations };
  const policy = product.trialPolicies.find((candidate) => candidate.code === code);
  if (!policy) throw new ApiError("validation_error", { detail: `license_policy ${code} is not one of the product's` });
  return policy;
}

/** A key in the vendor's four groups of four, as unique as the id it is made of. */
function keyFrom(id: number): string {
  return (String(id).match(/\d{4}/g) ?? []).join("-");
}

function findOrMakeUser(input: TrialKeyRequest, { world, caller }: Context): UserRecord {
  const email = input.email as string;
  const known = world.users.byEmail(caller.companyId, email);
  if (known) return known;
  const id = world.nextId();
  return world.users.add({
    id,
    companyId: caller.companyId,
    customerAccountId: null,
    email,
    password: input.password ?? `Initial-${id}`,
    isInitialPassword: true,
    firstName: input.first_name ?? "",
    lastName: input.last_name ?? "",
    phoneNumber: input.phone ?? "",
    maxActivations: null,
    totalActivations: 0,
  });
}

/** Id of the customer of this email, made where it is new; null where the request tells nothing of a customer. */
function findOrMakeCustomer(input: TrialKeyRequest, { world, caller }: Context): number | null {
  const { address, postcode, state, country, city, reference } = input;
  const companyName = input.company_name ?? input.company_code;
  if ([address, postcode, state, country, city, reference, companyName].every((fact) => fact === undefined))
    return null;
  const email = input.email ?? "";
  const known = email === "" ? undefined : world.customers.byEmail(caller.companyId, email);
  if (known) return known.id;
  return world.customers.add({
    id: world.nextId(),
    companyId: caller.companyId,
    customerAccountId: null,
    email,
    companyName: companyName ?? "",
    reference: reference ?? "",
    phone: input.phone ?? "",
    firstName: input.first_name ?? "",
    lastName: input.last_name ?? "",
    city: city ?? "",
    postcode: postcode ?? "",
    state: state ?? "",
    country: country ?? "",
    address: address ?? "",
    metadata: {},
  }).id;
}
