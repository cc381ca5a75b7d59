import type * as file from "../../src/generated/types.ts";
import { counter, customFields, feature } from "./distinct-products.ts";
import type { Maker } from "./distinct-world.ts";

/** The licenses of a company, of each type, by key, by user and in bundles. */
export function licenses(company: string, make: Maker): file.WorldLicense[] {
  const all = [
    ...keyBased(make),
    floating(make),
    ...odd(make),
    ...consumed(make),
    ...userBased(make),
    ...bundled(make),
  ];
  return all.map(({ users, ...row }) => {
    return { ...terms(company, make), ...row, ...(users && { users, userLinkIds: users.map(make.number) }) };
  });
}

function terms(company: string, make: Maker) {
  const { number, text, moment } = make;
  return {
    id: number(),
    company,
    orderId: number(),
    orderStoreId: text("order"),
    createdAt: moment(-90),
    maxActivations: number(),
    transferCount: number(),
    maxTransfers: number(),
    maxUsers: number(),
    floatingTimeoutMinutes: number(),
    customFields: customFields(make),
    metadata: { license: number() },
    features: features(make),
  };
}

/** Of devices that come and go, without seats. */
function keyBased(make: Maker): file.WorldLicense[] {
  const { moment } = make;
  const product = "key-app";
  return [
    {
      product,
      licenseKey: "PERP",
      customer: "ann@customer.test",
      offlineActivation: true,
      consumption: counter(make, { overages: true }),
      devices: [device("Laptop-1", make), device("Laptop-2", make), { ...device("Laptop-0", make), active: false }],
    },
    {
      product,
      licenseKey: "TIME",
      type: "time-limited",
      customer: "bob@customer.test",
      startsAt: moment(-30),
      expiresAt: moment(400),
      maintainedUntil: moment(-100),
      unlimitedActivations: true,
      devices: [device("Laptop-3", make), device("Laptop-1", make)],
    },
  ];
}

/** With seats: one borrowed, one whose borrowing has ended, one that timed out. */
function floating(make: Maker): file.WorldLicense {
  const { number, moment } = make;
  return {
    product: "key-app",
    licenseKey: "SUBS",
    type: "subscription",
    customer: "cat@customer.test",
    expiresAt: moment(-10),
    graceHours: number(),
    startsAt: moment(-60),
    floating: { users: number(), timeoutMinutes: number(), maxBorrowHours: number() },
    devices: [
      { ...device("Laptop-1", make), seats: [seat(-3, make, moment(2))] },
      { ...device("Laptop-2", make), seats: [seat(-0.1, make, moment(-1))] },
      { ...device("Laptop-3", make), seats: [seat(-3, make)] },
    ],
  };
}

/** Over, closed, not begun, without a number of seats, and with nothing at all. */
function odd(make: Maker): file.WorldLicense[] {
  const { number, moment } = make;
  const product = "key-app";
  return [
    {
      product,
      licenseKey: "OVER",
      type: "time-limited",
      trial: true,
      trialDays: number(),
      expiresAt: moment(-5),
      devices: [device("Laptop-1", make)],
    },
    { product, licenseKey: "SHUT", enabled: false, devices: [device("Laptop-1", make)] },
    {
      product,
      licenseKey: "NEWS",
      type: "time-limited",
      validDuration: `${number()}d`,
      devices: [{ ...device("Laptop-1", make), active: false }],
    },
    { product, licenseKey: "OPEN", floating: { kept: "server", users: null }, devices: [device("Laptop-1", make)] },
    { product, licenseKey: "BARE", features: [], devices: [{ id: number(), hardwareId: "Laptop-1" }] },
  ];
}

const monthly = { unlimited: true, resets: true, period: "monthly", countedFrom: "2026-11-01T00:00:00.000Z" } as const;

function consumed(make: Maker): file.WorldLicense[] {
  const { number, text, moment } = make;
  const all = { product: "key-app", type: "consumption" } as const;
  const seats = () => ({ users: number(), timeoutMinutes: number() });
  return [
    {
      ...{
        ...all,
        licenseKey: "COUN",
        offlineActivation: true,
        maintainedUntil: moment(-205),
        unlimitedActivations: true,
      },
      consumption: counter(make, { negative: true, overages: true }),
      floating: { kept: "server", ...seats() },
      devices: [device("Laptop-1", make)],
    },
    {
      ...{ ...all, licenseKey: "FREE", preventVm: true, airGapped: true },
      ...{ customer: "ann@customer.test", pool: "shared" },
      features: features(make).map((row) => (row.code === "units" ? { ...row, pool: "minutes" } : row)),
      consumption: counter(make, monthly),
      floating: { kept: "cloud", ...seats() },
      devices: [device("Laptop-1", make), { ...device("Laptop-2", make), hostname: text("host") }],
    },
    {
      ...{
        ...all,
        licenseKey: "WEEK",
        customer: "ann@customer.test",
        pool: "spare",
        trial: true,
        trialDays: number(),
        hardwareKeyAuth: true,
        offlineActivation: true,
      },
      consumption: counter(make, { overages: true, resets: true, period: "weekly" }),
      devices: [device("Laptop-1", make)],
    },
  ];
}

function userBased(make: Maker): file.WorldLicense[] {
  const [ada, ben, cyd] = ["ada@user.test", "ben@user.test", "cyd@user.test"] as const;
  const product = "user-app";
  const ofBen = (hardwareId: string) => ({ ...device(hardwareId, make), user: ben });
  return [
    {
      ...{ product, users: [ada, ben], customer: "ann@customer.test" },
      devices: [device("Laptop-1", make), ofBen("Laptop-2"), ofBen("Laptop-3")],
    },
    {
      ...{ product, users: [cyd], customer: "bob@customer.test", type: "consumption" },
      ...{ preventVm: true, offlineActivation: true },
      consumption: counter(make, { unlimited: true, negative: true }),
      devices: ["Laptop-1", "Laptop-4", "Laptop-5"].map((hardwareId) => device(hardwareId, make)),
    },
    {
      ...{ product, users: [ada], customer: "bob@customer.test", type: "subscription" },
      ...{ unlimitedActivations: true, graceHours: make.number() },
      devices: [device("Laptop-1", make)],
    },
  ];
}

/** Of a key and of a user; each member's device is another record of the same hardware. */
function bundled(make: Maker): file.WorldLicense[] {
  const member = () => ({ offlineActivation: true, devices: [device("Laptop-1", make)] });
  const byKey = { licenseKey: "SUIT" };
  const byUser = { users: ["ada@user.test"] };
  return [
    { ...member(), ...byKey, product: "suite", customer: "ann@customer.test" },
    { ...member(), ...byKey, product: "suite-a", bundle: "suite" },
    { ...member(), ...byKey, product: "suite-b", bundle: "suite", customer: "bob@customer.test" },
    { ...member(), ...byUser, product: "team" },
    { ...member(), ...byUser, product: "team-a", bundle: "team" },
  ];
}

/** The same codes on every license: a feature of a neighbour shows. */
function features(make: Maker): file.WorldFeature[] {
  const { number, moment } = make;
  const seats = () => ({ users: number(), timeoutMinutes: number() });
  return [
    { ...feature("plain", make), expiresAt: moment(50) },
    { ...feature("units", make), consumption: counter(make, { negative: true, overages: true }) },
    {
      ...feature("more-units", make),
      consumption: counter(make, monthly),
    },
    { ...feature("seats", make), floating: { ...seats(), maxBorrowHours: number() } },
    { ...feature("local", make), floating: { kept: "server", ...seats() }, consumption: counter(make) },
    {
      ...feature("counted-seats", make),
      floating: seats(),
      consumption: counter(make, { resets: true, period: "annually", overages: true }),
    },
    { ...feature("open-local", make), floating: { kept: "server", users: null, timeoutMinutes: number() } },
    { ...feature("late", make), expiresAt: moment(-3), consumption: counter(make) },
  ];
}

function device(hardwareId: string, { number, text, moment }: Maker): file.WorldDevice {
  return {
    id: number(),
    hardwareId,
    variables: { color: text("color"), level: text("level") },
    variableOrigins: {
      color: { id: number(), createdAt: moment(-7) },
      level: { id: number(), createdAt: moment(-8) },
    },
  };
}

function seat(days: number, { number, moment }: Maker, borrowedUntil?: string): file.WorldSeat {
  return { id: number(), lastContactAt: moment(days), ...(borrowedUntil && { borrowedUntil }) };
}
