import { ApiError } from "../../api/errors.ts";
import { readConsumption, readCustomer, readLicense, readUser } from "../../generated/row-readers.ts";
import type { TrialKeyRequest } from "../../generated/types.ts";
import type { Context } from "../behaviour.ts";
import type { FeatureRecord, LicenseRecord, ProductRecord, TrialPolicy, UserRecord } from "../world/records.ts";

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
  const { overages, maxOverages } = product;
  const terms = {
    type: kind.licenseType,
    trial: true,
    trialDays: kind.trialDays,
    maxActivations: kind.maxActivations,
    orderStoreId: `trial_${id}`,
    offlineActivation: true,
    preventVm: product.preventVm,
    customFields: product.customFields.map(({ name, value }) => ({ name, value })),
  };
  const license = world.licenses.add(
    readLicense(terms, {
      id,
      companyId: product.companyId,
      productId: product.id,
      createdAt: now,
      licenseKey: user ? null : keyFrom(id),
      bundleLicenseId: null,
      poolId: null,
      customerId: findOrMakeCustomer(input, context),
      orderId: world.nextId(),
      expiresAt: null,
      timesActivated: 0,
      deactivatedDeviceIds: [],
      consumption: readConsumption({ overages, maxOverages }, { countedFrom: now }),
      floatingTimeoutMinutes: product.floatingTimeoutMinutes,
    }),
  );
  if (user) world.licenseUsers.add({ id: world.nextId(), productId: product.id, licenseId: id, userId: user.id });
  const features = product.features.map((template) =>
    world.features.add({ ...template, id: world.nextId(), licenseId: id, templateId: template.id }),
  );
  because`a new trial of ${kind.trialDays} days: license id ${id}`;
  return { license, product, features, user };
}

function requirePolicy(product: ProductRecord, code: string | undefined): Omit<TrialPolicy, "code"> {
  const { trialDays, licenseType, maxActivations } = product;
  if (code === undefined) return { trialDays, licenseType, maxActivations };
  const policy = product.trialPolicies.find((candidate) => candidate.code === code);
  if (!policy) throw new ApiError("validation_error", { detail: `license_policy ${code} is not one of the product's` });
  return policy;
}

/** A key in the vendor's four groups of four, as unique as the id it is made of. */
function keyFrom(id: number): string {
  return (String(id).match(/\d{4}/g) as string[]).join("-");
}

function findOrMakeUser(input: TrialKeyRequest, { world, caller }: Context): UserRecord {
  const email = input.email as string;
  const known = world.users.byEmail(caller.companyId, email);
  if (known) return known;
  const id = world.nextId();
  const fields = {
    email,
    password: input.password ?? `Initial-${id}`,
    isInitialPassword: true,
    firstName: input.first_name ?? "",
    lastName: input.last_name ?? "",
    phoneNumber: input.phone ?? "",
  };
  const made = { id, companyId: caller.companyId, customerAccountId: null, totalActivations: 0 };
  return world.users.add(readUser(fields, made));
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
  const fields = {
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
  };
  const made = { id: world.nextId(), companyId: caller.companyId, customerAccountId: null };
  return world.customers.add(readCustomer(fields, made)).id;
}
