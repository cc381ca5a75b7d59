import type * as file from "../../../src/generated/types.ts";
import type { Sources } from "../expected-answer.ts";
import { activeOn, type Call, type Of, only, owned } from "../rows.ts";

/** The vendor. */
const company: Sources<file.WorldCompany> = { "/id": ({ id }) => id };

/** The customer's account, of the caller's company. */
const customerAccount: Sources<file.WorldCustomerAccount> = {
  "/id": ({ id }) => id,
  "/name": ({ name, code }) => name ?? code,
  "/code": ({ code }) => code,
};

/** The customer that a row names, if it names one. */
export function customerOf({ customer }: { customer?: string }, call: Call): Of<Partial<file.WorldCustomer>> {
  return {
    row: customer === undefined ? {} : only(owned(call.world.customers, call), ({ email }) => email === customer),
    call,
  };
}

/** Who bought. */
const customer: Sources<Of<Partial<file.WorldCustomer>>> = {
  "/email": ({ row }) => row.email ?? "",
  "/company_name": ({ row }) => row.companyName ?? "",
  "/reference": ({ row }) => row.reference ?? "",
  "/phone": ({ row }) => row.phone ?? "",
  "/first_name": ({ row }) => row.firstName ?? "",
  "/last_name": ({ row }) => row.lastName ?? "",
  "/city": ({ row }) => row.city ?? "",
  "/postcode": ({ row }) => row.postcode ?? "",
  "/state": ({ row }) => row.state ?? "",
  "/country": ({ row }) => row.country ?? "",
  "/address": ({ row }) => row.address ?? "",
  "/customer_account": ({ row, call }) =>
    row.customerAccount === undefined
      ? null
      : only(owned(call.world.customerAccounts, call), ({ code }) => code === row.customerAccount),
  "/metadata": ({ row }) => row.metadata ?? {},
};

/** Devices that a user has active, on all licenses. */
function totalActivations({ email }: file.WorldUser, call: Call): number {
  const licenses = owned(call.world.licenses, call).filter(({ users }) => users !== undefined);
  const holders = licenses.flatMap((row) => activeOn(row).map(({ user }) => user ?? row.users?.[0]));
  return holders.filter((holder) => holder === email).length;
}

const user: Sources<Of<file.WorldUser>> = {
  "/id": ({ row }) => row.id,
  "/email": ({ row }) => row.email,
  "/first_name": ({ row }) => row.firstName ?? "",
  "/last_name": ({ row }) => row.lastName ?? "",
  "/phone_number": ({ row }) => row.phoneNumber ?? "",
  "/is_initial_password": ({ row }) => row.isInitialPassword ?? false,
  "/max_activations": ({ row }) => row.maxActivations ?? 0,
  "/allow_unlimited_activations": ({ row }) => row.maxActivations === undefined,
  "/total_activations": ({ row, call }) => totalActivations(row, call),
};

/** A user on one of their licenses. */
interface OfHolder extends Of<file.WorldUser> {
  readonly license: file.WorldLicense;
}

const customerLicenseUser: Sources<OfHolder> = {
  "/email": ({ row }) => row.email,
  "/first_name": ({ row }) => row.firstName ?? "",
  "/last_name": ({ row }) => row.lastName ?? "",
  "/phone_number": ({ row }) => row.phoneNumber ?? "",
  "/initial_password": ({ row }) => (row.isInitialPassword ? row.password : ""),
  "/is_active": { always: true, because: "a world has no users that are switched off" },
  "/is_initial_password": ({ row }) => row.isInitialPassword ?? false,
  "/license_id": ({ license }) => license.id,
  "/order_id": ({ license }) => license.orderId,
  "/order_store_id": ({ license }) => license.orderStoreId ?? "",
  "/max_activations": ({ row }) => row.maxActivations ?? 0,
  "/allow_unlimited_activations": ({ row }) => row.maxActivations === undefined,
  "/total_activations": ({ row, call }) => totalActivations(row, call),
};

/** The users of a customer's licenses for a product. */
function holders(call: Call): OfHolder[] {
  const { product, customer: email } = call.input;
  const licenses = owned(call.world.licenses, call).filter((row) => row.product === product && row.customer === email);
  return licenses.flatMap((license) =>
    (license.users ?? []).map((name) => ({
      row: only(owned(call.world.users, call), (row) => row.email === name),
      license,
      call,
    })),
  );
}

const customerLicenseUsers: Sources<Call> = {
  "/customer": (call) => customerOf({ customer: String(call.input.customer) }, call),
  "/users/*": holders,
  "/company": ({ dialect, company }) => (dialect === "service" ? company : undefined),
};

/** Companies, customers and users. */
export const people = {
  "company.json": company,
  "customer-account.json": customerAccount,
  "customer.json": customer,
  "user.json": user,
  "customer-license-user.json": customerLicenseUser,
  "customer-license-users.response.json": customerLicenseUsers,
};
