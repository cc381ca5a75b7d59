import type { WorldFile, WorldLicense, WorldProduct, WorldUser } from "../../generated/types.ts";

/** How large a world is made. */
export interface LargeWorldOptions {
  /** Licenses in all, bundles' members included. @default 5000 */
  readonly licenses?: number;
}

/**
 * Makes a world for load and for pages that list things: products of both kinds, bundles, and thousands of licenses in
 * a realistic mix, with users, devices, customers and roles. The same options make the same world.
 */
export function largeWorld({ licenses = 5_000 }: LargeWorldOptions = {}): WorldFile {
  const users: WorldUser[] = [];
  const made: WorldLicense[] = [];
  for (let number = 1; made.length < licenses; number += 1) addOrder(number, made, users);
  return {
    about: `A large world of ${licenses} licenses, made by largeWorld`,
    companies: [{ name: "Large Software" }],
    apiKeys: [{ apiKey: "large-world-api-key", sharedKey: "test-shared-key-of-the-large-world" }],
    customers: range(customers).map((number) => ({
      email: customerOf(number),
      companyName: `Customer ${number}`,
      country: ["DE", "FR", "JP", "US"][number % 4] as string,
    })),
    products: [...range(8).map(productOf), ...suite],
    users,
    licenses: made.slice(0, licenses),
    roles: {
      activeKeyLicense: { about: "The first license, active on this device", ...firstOf(made) },
    },
  };
}

const customers = 200;
const suite: WorldProduct[] = [
  { code: "suite", bundle: ["suite-a", "suite-b"] },
  { code: "suite-a" },
  { code: "suite-b" },
];

function productOf(number: number): WorldProduct {
  return {
    code: `app-${number}`,
    name: `Application ${number}`,
    authorizationMethod: number % 4 === 0 ? "user" : "license-key",
    allowTrial: number % 2 === 0,
    trialDays: 30,
    versions: [
      { version: "1.0.0", releasedAt: "-700d", environment: "win64" },
      { version: `2.${number}.0`, releasedAt: "-60d", environment: "win64" },
    ],
  };
}

/** Every twentieth order is a bundle, every fourth product has users; a tenth is disabled, a fifth time-limited. */
function addOrder(number: number, licenses: WorldLicense[], users: WorldUser[]): void {
  const common = { customer: customerOf(number % customers), orderStoreId: `order-${number}`, maxActivations: 5 };
  if (number % 20 === 0) {
    const licenseKey = keyOf(number);
    licenses.push({ product: "suite", licenseKey, ...common });
    for (const product of ["suite-a", "suite-b"]) licenses.push({ product, licenseKey, bundle: "suite", ...common });
    return;
  }
  const product = number % 8;
  const terms = { ...common, ...termsOf(number), ...stateOf(number) };
  if (product % 4 !== 0) {
    licenses.push({ product: `app-${product}`, licenseKey: keyOf(number), ...terms });
    return;
  }
  const email = `user-${number}@customer.test`;
  users.push({ email, password: `Password-${number}`, firstName: `User ${number}` });
  licenses.push({ product: `app-${product}`, users: [email], ...terms });
}

function termsOf(number: number): Partial<WorldLicense> {
  const kind = number % 10;
  if (kind < 2) return { type: "time-limited", expiresAt: `${number % 3 === 0 ? "-" : "+"}${30 + (number % 300)}d` };
  if (kind === 2) return { type: "subscription", expiresAt: "+30d", graceHours: 72 };
  if (kind === 3) return { type: "consumption", consumption: { max: 10_000, total: number % 10_000 } };
  if (kind === 4) return { floating: { users: 5, maxBorrowHours: 48 } };
  if (kind === 5)
    return { features: [{ code: "export" }, { code: "render", consumption: { max: 600, total: number % 600 } }] };
  return kind === 6 ? { trial: true, trialDays: 30, expiresAt: "+30d" } : {};
}

function stateOf(number: number): Partial<WorldLicense> {
  const devices = range(number % 4).map((device) => ({ hardwareId: `device-${number}-${device}`, active: device < 2 }));
  return { enabled: number % 10 !== 9, devices };
}

function firstOf([first]: readonly WorldLicense[]) {
  return { product: first?.product ?? "", license_key: first?.licenseKey ?? "", hardware_id: "device-1-0" };
}

function customerOf(number: number): string {
  return `customer-${number}@customer.test`;
}

/** A key in four groups of four. */
function keyOf(number: number): string {
  return `LARG-EXXX-${String(number)
    .padStart(8, "0")
    .replace(/(....)(....)/, "$1-$2")}`;
}

function range(length: number): number[] {
  return Array.from({ length }, (_, at) => at);
}
