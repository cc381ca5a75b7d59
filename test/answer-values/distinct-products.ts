import type * as file from "../../src/generated/types.ts";
import type { Maker } from "./distinct-world.ts";

/** The products of a company: keys and users, bundles and trials; closed ones too. */
export function products(company: string, make: Maker): file.WorldProduct[] {
  const keys = { allowTrial: false, overages: true, preventVm: false };
  const users = { authorizationMethod: "user", overages: false, preventVm: true } as const;
  return [
    { ...keys, code: "key-app" },
    { ...users, code: "user-app", licenseType: "subscription" as const },
    { ...keys, code: "suite", bundle: ["suite-a", "suite-b"] },
    { ...keys, code: "suite-a", licenseType: "consumption" as const },
    { ...keys, code: "suite-b" },
    { ...keys, code: "old-app", archived: true },
    { ...users, code: "team", bundle: ["team-a"] },
    { ...users, code: "team-a" },
    { ...users, code: "shut-app", enabled: false },
    { ...keys, ...trials(make), code: "try-app", preventVm: true, overages: company === "Alpha" },
    { ...users, ...trials(make), code: "try-user", preventVm: false },
  ].map((row) => ({ ...terms(company, make), ...row }));
}

function terms(company: string, make: Maker) {
  const { number, text, moment } = make;
  return {
    id: number(),
    name: text("product"),
    company,
    trialDays: number(),
    maxActivations: number(),
    validDuration: `${number()}d`,
    floatingTimeoutMinutes: number(),
    maxOverages: number(),
    createdAt: moment(-500),
    metadata: { product: number() },
    customFields: customFields(make),
    versions: versions(make),
    features: [
      { ...feature("plain", make) },
      { ...feature("units", make), consumption: counter(make, { overages: true, resets: true }) },
      { ...feature("more-units", make), consumption: counter(make, { resets: true, period: "daily" }) },
      { ...feature("seats", make), floating: { users: number(), timeoutMinutes: number() } },
      { ...feature("open-local", make), floating: { kept: "server" as const, users: null } },
      {
        ...feature("local", make),
        expiresAt: moment(70),
        floating: { kept: "server" as const, users: number(), timeoutMinutes: number() },
        consumption: counter(make),
      },
    ],
  } satisfies Partial<file.WorldProduct>;
}

function trials({ number }: Maker) {
  return {
    allowTrial: true,
    licenseType: "time-limited" as const,
    trialPolicies: [
      { code: "short", licenseType: "subscription" as const, trialDays: number(), maxActivations: number() },
      { code: "long", licenseType: "consumption" as const, trialDays: number(), maxActivations: number() },
    ],
  };
}

/** Of two environments and two channels; the newest is switched off, and ids do not follow the days of release. */
function versions(make: Maker): file.WorldVersion[] {
  const kinds: [days: number, environment: string, channel?: string][] = [
    [-20, "win", "beta"],
    [-300, "win", "prod"],
    [-40, "mac"],
    [-200, "win", "prod"],
    [-210, "mac", "beta"],
  ];
  const open = kinds.map(([days, environment, channel]) => ({
    ...version(days, make),
    environment,
    ...(channel && { channel }),
  }));
  const [oldest, newest] = [version(-900, make), version(-1, make)];
  return [
    ...open,
    { id: oldest.id, version: oldest.version, releasedAt: oldest.releasedAt },
    { ...newest, enabled: false },
  ];
}

function version(days: number, { number, text, moment }: Maker) {
  return {
    id: number(),
    version: text("v"),
    releasedAt: moment(days),
    installationFile: `https://downloads.test/${text("folder")}/${text("file")}`,
    hashMd5: text("md5"),
    eulaLink: text("eula"),
    releaseNotesLink: text("notes"),
    size: text("size"),
    requiresVersion: text("requires"),
  };
}

/** A feature with a name and data of its own. */
export function feature(code: string, { number, text }: Maker) {
  return { id: number(), code, name: text("feature"), metadata: { feature: number() } };
}

/** A counter that is not used up. */
export function counter({ number }: Maker, more: file.WorldConsumption = {}) {
  return { total: number(), max: 100_000 + number(), maxOverages: number(), ...more };
}

/** Two custom fields. */
export function customFields({ number, text }: Maker): file.WorldCustomField[] {
  return [1, 2].map(() => ({ id: number(), name: text("field"), value: text("value") }));
}
