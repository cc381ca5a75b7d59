import { portableCryptography } from "../../../src/api/cryptography.ts";
import type * as file from "../../../src/generated/types.ts";
import type { Sources } from "../expected-answer.ts";
import {
  type Call,
  featureOf,
  licenseOf,
  licensesOfBundle,
  membersOf,
  type OfLicense,
  ofLicense,
  only,
  owned,
  userOf,
} from "../rows.ts";
import { ofVariables } from "./licenses.ts";

const word = (always: string): Sources<Call> => ({ "": { always, because: "the answer is a bare word" } });
const signature = { heldBy: "test/vectors.test.ts" };
const unlisted = { never: "lists show nothing of a device, and no signatures" };

/** Where calls are sent to in tests. */
export const origin = "https://license-api.test";

const deviceLicenses = {
  "/*": (call: Call) =>
    owned(call.world.licenses, call)
      .filter(({ devices = [] }) => devices.some(({ hardwareId }) => hardwareId === call.input.hardware_id))
      .map((row) => ofLicense(row, call))
      .sort((one, other) => (one.device?.id ?? 0) - (other.device?.id ?? 0)), // in the order in which devices came
  "/*/license_key": ({ row }: OfLicense) => row.licenseKey,
  "/*/user": ({ user, call }: OfLicense) => user && { row: user, call },
  ...Object.fromEntries(
    ["borrowed_until", "is_borrowed", "is_expired", "channel", "environment", "eula_link", "hash_md5"]
      .concat(["installation_file", "release_date", "release_notes_link", "requires_version", "size", "version"])
      .concat(["license_signature", "license_signature_v2", "offline_signature"])
      .map((name) => [`/*/${name}`, unlisted]),
  ),
};

const userLicenses = {
  "/*": (call: Call) => {
    const user = { row: userOf(call.input.username, call), call };
    const held = owned(call.world.licenses, call).filter(
      ({ product, users }) => product === call.input.product && users?.includes(user.row.email),
    );
    const all = held.flatMap((row) => [ofLicense(row, call), ...membersOf(row, call)]);
    return all.map((license) => ({ license, user }));
  },
  "/*/license": ({ license }: { license: OfLicense }) => license,
  "/*/user": ({ user }: { user: unknown }) => user,
};

interface OfVariable {
  readonly name: string;
  readonly value: string;
  readonly now: number;
  readonly device: file.WorldDevice;
}

const writtenVariable: Sources<OfVariable> = {
  "/variable": ({ name }) => name,
  "/value": ({ value }) => value,
  "/device_id": ({ device }) => device.id,
  "/created_at": ({ now }) => now,
};

const readVariable: Sources<Omit<OfVariable, "now">> = {
  "/variable": ({ name }) => name,
  "/value": ({ value }) => value,
  "/device_id": ({ device }) => device.id,
  "/id": ({ name, device }) => device.variableOrigins?.[name]?.id,
  "/created_at": ({ name, device }) => device.variableOrigins?.[name]?.createdAt,
};

/** The seat that a call borrowed: of its feature, if it names one. */
const borrowed = (call: Call) => {
  const { row: license, device } = licenseOf(call);
  const { feature } = call.input;
  const pool = feature === undefined ? license.floating : featureOf(call).row.floating;
  return { license, device, pool, seat: only(device?.seats, (seat) => seat.feature === feature) };
};

const borrowResult: Sources<Call> = {
  "/borrowed_until": (call) => borrowed(call).seat.borrowedUntil,
  "/max_borrow_time": (call) => borrowed(call).pool?.maxBorrowHours,
  "/device_id": (call) => borrowed(call).device?.id,
  "/license_id": (call) => borrowed(call).license.id,
  "/company": ({ dialect, company }) => (dialect === "service" ? company : undefined),
};

const realmOf = ({ input }: Call) => `${origin}/realms/${encodeURIComponent(String(input.customer_account_code))}`;
const endpointOf = (call: Call) => `${realmOf(call)}/protocol/openid-connect`;

const ssoUrl: Sources<Call> = {
  "/url": (call) => {
    const { customer_account_code: code, response_type, redirect_uri = "http://localhost/callback" } = call.input;
    const isToken = response_type === "token";
    const query = new URLSearchParams([
      ["client_id", String(code)],
      ["response_type", isToken ? "id_token token" : "code"],
      ["redirect_uri", String(redirect_uri)],
      ["scope", "openid"],
    ]);
    if (isToken) query.set("nonce", portableCryptography.hmac(String(code), String(call.now)).slice(0, 22));
    return `${endpointOf(call)}/auth?${query}`;
  },
  "/openid_configuration": (call) => call,
  "/alternate_urls/*": { always: [], because: "a world has one address for each account" },
};

const openidConfiguration: Sources<Call> = {
  "/issuer": realmOf,
  "/end_session_endpoint": (call) => `${endpointOf(call)}/logout`,
  "/token_endpoint": (call) => `${endpointOf(call)}/token`,
  "/introspection_endpoint": (call) => `${endpointOf(call)}/token/introspect`,
};

/** Answers by themselves, and what stands in one kind of answer alone. */
export const answers = {
  "check-license.response.json": {},
  "activate-license.response.json": {},
  "check-bundle.response.json": { "/*": licensesOfBundle },
  "activate-bundle.response.json": { "/*": licensesOfBundle },
  "activate-offline.response.json": { "/license_signature_v2": signature },
  "activate-bundle-offline.response.json": { "/licenses/*": licensesOfBundle, "/bundle_signature_v2": signature },
  "deactivate-license.response.json": word("license_deactivated"),
  "deactivate-offline.response.json": word("license_deactivated"),
  "deactivate-bundle.response.json": word("license_deactivated"),
  "deactivate-bundle-offline.response.json": {
    "/*": { always: "license_deactivated", because: "the answer is a bare word" },
  },
  "change-password.response.json": word("password_changed"),
  "floating-release.response.json": word(""),
  "floating-feature-release.response.json": word(""),
  "floating-borrow.response.json": {},
  "floating-feature-borrow.response.json": {},
  "borrow-result.json": borrowResult,
  "device-licenses.response.json": deviceLicenses,
  "user-licenses.response.json": userLicenses,
  "track-device-variables.response.json": { "/*": (call: Call) => ofVariables(call, licenseOf(call).device) },
  "get-device-variables.response.json": {
    "/*": (call: Call) => {
      const { device } = licenseOf(call);
      return Object.entries(device?.variables ?? {}).map(([name, value]) => ({ name, value: String(value), device }));
    },
  },
  "tracked-variable.json": writtenVariable,
  "activation-variable.json": writtenVariable,
  "device-variable.json": readVariable,
  "sso-url.response.json": ssoUrl,
  "openid-configuration.json": openidConfiguration,
  "oauth-url.response.json": {
    "/url": { always: `${origin}/realms/user-portal/protocol/openid-connect/token`, because: "there is one for all" },
    "/login_type": ({ input }: Call) => input.login_type,
  } satisfies Sources<Call>,
};
