import type * as file from "../../src/generated/types.ts";
import type { Effect } from "./effects.ts";
import { type Call, ofLicense, only, owned, productOf } from "./rows.ts";
import type { OfTrial } from "./sources/trials.ts";

interface NewTrial {
  readonly id: number;
  readonly order_id: number;
  readonly license_key?: string;
  readonly license_user_id?: number;
  readonly LicenseProductFeatures: readonly { readonly id: number }[];
}

/** There is a trial license on the terms of its product, or of the policy that was named; its user and customer too. */
export const makesTrial: Effect = (call, answer) => {
  const { id, order_id: orderId, license_key: licenseKey, license_user_id: userId, ...made } = answer as NewTrial;
  const { features = [], trialPolicies = [], ...product } = productOf(call.input.product, call);
  const policy = trialPolicies.find(({ code }) => code === call.input.license_policy);
  const { licenseType: type, trialDays, maxActivations } = { ...product, ...policy };
  const { preventVm, floatingTimeoutMinutes, customFields, overages, maxOverages } = product;
  call.world.licenses.push({
    ...{ id, orderId, product: product.code, company: call.company.name, trial: true, orderStoreId: `trial_${id}` },
    ...{ type, trialDays, maxActivations, preventVm, floatingTimeoutMinutes, customFields, offlineActivation: true },
    consumption: { overages, maxOverages },
    features: features.map((template, at) => ({
      ...structuredClone(template),
      id: made.LicenseProductFeatures[at]?.id,
      templateId: template.id,
    })),
    ...(licenseKey === undefined ? { users: [addUser(call, userId as number)] } : { licenseKey }),
    ...(tellsOfCustomer(call) && { customer: addCustomer(call) }),
  } as file.WorldLicense);
};

/** The trial that a call made or found. */
export function ofTrial(call: Call, answer: unknown): OfTrial {
  const { id, license: key } = answer as { id?: number; license?: string };
  const { product, email } = call.input;
  const fits = (row: file.WorldLicense) =>
    id === undefined
      ? row.product === product && (key ? row.licenseKey === key : row.users?.[0] === email)
      : row.id === id;
  const row = only(owned(call.world.licenses, call), fits);
  return { ...ofLicense(row, call), isNew: id !== undefined };
}

function addUser({ world, input, company }: Call, id: number): string {
  const email = String(input.email);
  if (world.users?.some((user) => user.email === email && user.company === company.name)) return email;
  const {
    first_name: firstName = "",
    last_name: lastName = "",
    phone: phoneNumber = "",
  } = input as Record<string, string>;
  const password = String(input.password ?? `Initial-${id}`);
  world.users?.push({
    id,
    email,
    password,
    company: company.name,
    isInitialPassword: true,
    firstName,
    lastName,
    phoneNumber,
  });
  return email;
}

const told = ["address", "postcode", "state", "country", "city", "reference"] as const;

function tellsOfCustomer({ input }: Call): boolean {
  return [...told, "company_name", "company_code"].some((name) => input[name] !== undefined);
}

function addCustomer({ world, input, company }: Call): string {
  const { email = "", first_name, last_name, phone, company_name, company_code } = input as Record<string, string>;
  if (world.customers?.some((row) => row.email === email && row.company === company.name)) return email;
  const texts = { firstName: first_name, lastName: last_name, phone, companyName: company_name ?? company_code };
  const facts = Object.fromEntries(told.map((name) => [name, input[name]]));
  world.customers?.push({ email, company: company.name, ...texts, ...facts } as file.WorldCustomer);
  return email;
}
