import type * as file from "../../src/generated/types.ts";
import { licenses } from "./distinct-licenses.ts";
import { counter, products } from "./distinct-products.ts";

/** When the mock's time stands. */
export const start = "2026-11-22T12:00:00.000Z";

/**
 * A world in which no number and no text stands twice in the same field, nor is what a field has by default: a record taken
 * for its neighbour, a field for another, or a default for what is stated, shows in an answer. Both companies have products,
 * keys, users and devices of the same names.
 */
export function distinctWorld(): file.WorldFile {
  const make = maker();
  return {
    companies: [
      { id: make.number(), name: "Beta", severalTrials: true },
      { id: make.number(), name: "Alpha" },
    ],
    apiKeys: ["Alpha", "Beta"].map((company) => ({
      id: make.number(),
      ...keyOf(company),
      company,
    })),
    customerAccounts: ["Beta", "Alpha"].flatMap((company) => accounts(company, make)),
    pools: ["Beta", "Alpha"].flatMap((company) => pools(company, make)),
    customers: ["Beta", "Alpha"].flatMap((company) => customers(company, make)),
    users: ["Beta", "Alpha"].flatMap((company) => users(company, make)),
    products: ["Beta", "Alpha"].flatMap((company) => products(company, make)),
    licenses: ["Beta", "Alpha"].flatMap((company) => licenses(company, make)),
    roles: Object.fromEntries(
      ["Alpha", "Beta"].map((company) => [company, { about: `the key of ${company}`, ...keyOf(company) }]),
    ),
  };
}

function keyOf(company: string) {
  return { apiKey: `key-of-${company}`, sharedKey: `shared-by-${company}` };
}

/** Makes values that nothing else in the world has. */
export interface Maker {
  number(): number;
  text(about: string): string;
  /** A moment so many days from the start, at a time of day of its own. */
  moment(days: number): string;
}

function maker(): Maker {
  let last = 1_000;
  const number = () => {
    last += 1;
    return last;
  };
  const day = 86_400_000;
  return {
    number,
    text: (about) => `${about}-${number()}`,
    moment: (days) => new Date(Date.parse(start) + days * day + number() * 1_001).toISOString(),
  };
}

function accounts(company: string, { number, text }: Maker): file.WorldCustomerAccount[] {
  return ["acme", "zeta"].map((code) => ({ id: number(), code, name: text("account"), company }));
}

function pools(company: string, make: Maker): file.WorldPool[] {
  const of = (code: string) => ({ id: make.number(), code, name: make.text("pool"), company, customerAccount: "acme" });
  return [
    {
      ...of("spare"),
      consumption: counter(make, { overages: true, resets: true, period: "annually", max: 900_000 + make.number() }),
    },
    { ...of("shared"), consumption: counter(make, { negative: true, overages: true }) },
    {
      ...of("minutes"),
      type: "license_product_feature",
      consumption: counter(make, { unlimited: true, resets: true, period: "weekly" }),
    },
  ];
}

function customers(company: string, { number, text }: Maker): file.WorldCustomer[] {
  return [["ann", "acme"], ["bob", "zeta"], ["cat"]].map(([name, customerAccount]) => ({
    id: number(),
    email: `${name}@customer.test`,
    company,
    ...(customerAccount !== undefined && { customerAccount }),
    companyName: text("company"),
    reference: text("reference"),
    phone: text("phone"),
    firstName: text("first"),
    lastName: text("last"),
    city: text("city"),
    postcode: text("postcode"),
    state: text("state"),
    country: text("country"),
    address: text("address"),
    metadata: { customer: number() },
  }));
}

function users(company: string, { number, text }: Maker): file.WorldUser[] {
  return ["ada", "ben", "cyd"].map((name) => ({
    id: number(),
    email: `${name}@user.test`,
    password: `${name}-of-${company}`,
    company,
    firstName: text("first"),
    lastName: text("last"),
    phoneNumber: text("phone"),
    ...(name !== "ben" && { maxActivations: number() }),
    isInitialPassword: name === "ada",
  }));
}
