import { distinctWorld } from "../distinct-world.ts";
import * as leaves from "../effects.ts";
import { byKey, byUser, feature, on, passwordOf, type Step, step, steps, suite, team, texts } from "./step.ts";

const filters = [{ env: "mac" }, { channel: "beta" }, { env: "win", channel: "prod" }, { env: "amiga" }];
const ofAll = ["PERP", "TIME", "OVER", "COUN", "WEEK", "OPEN", "BARE"];
const codes = ["plain", "units", "more-units", "seats", "local", "open-local", "counted-seats"];

const { products, licenses } = distinctWorld();
const { versions = [] } = products.find(({ code, company }) => code === "key-app" && company === "Alpha") ?? {};
const subscription = licenses.find(
  ({ users, type, company }) => users && type === "subscription" && company === "Alpha",
);

/** Licenses and features, checked. */
const checks: readonly Step[] = [
  ...steps("check-license", [...ofAll.map((key) => byKey(key)), ...filters.map((filter) => byKey("PERP", filter))]),
  ...steps("check-license", [
    byKey("PERP", { ...on(2), ...texts, include_expired_features: true }),
    byKey("TIME", on(3)),
  ]),
  ...steps("check-license", [
    byUser("ada"),
    byUser("ben", { ...on(2), ...texts }),
    byUser("cyd", { license_id: null }),
    byUser("ada", { license_id: subscription?.id }),
  ]),
  ...steps("check-license", [byKey("SUBS"), byKey("SUBS", on(3)), byKey("SUBS", on(2))], {
    leaves: leaves.takesSeat,
  }),
  ...steps("check-license", [byKey("FREE"), byKey("FREE", on(2))], { leaves: leaves.takesSeat }),
  ...steps("check-license", [byKey("PERP"), byKey("TIME"), byUser("ada")], { as: "Beta" }),
  ...steps("check-bundle", [suite(), team(), suite({ ...texts, env: "win", channel: "beta" })]),
  ...steps(
    "check-license-feature",
    codes.filter((code) => !code.includes("seats")).map((code) => feature(code)),
  ),
  ...steps(
    "check-license-feature",
    [feature("seats"), feature("seats", { ...on(2), ...texts }), feature("counted-seats")],
    {
      leaves: leaves.takesFeatureSeat,
    },
  ),
  step("check-license-feature", feature("local"), { as: "Beta" }),
  step("check-license-feature", feature("plain", texts)),
];

const details = (product: string): Step[] => {
  const inputs = [{}, texts, { include_custom_fields: true }, { include_latest_version: true }];
  return steps(
    "product-details",
    inputs.map((more) => ({ product, ...more })),
  );
};

/** Products and versions, described. */
const descriptions: readonly Step[] = [
  ...steps("versions", [
    byKey("PERP"),
    byKey("TIME"),
    byKey("PERP", { channel: "prod" }),
    byUser("ada", { env: "mac" }),
  ]),
  ...steps("installation-file", [
    byKey("PERP"),
    byKey("TIME"),
    ...filters.slice(0, 3).map((filter) => byKey("PERP", filter)),
  ]),
  step("installation-file", byKey("PERP", { version: versions[3]?.version })),
  step("installation-file", byKey("PERP"), { as: "Beta" }),
  ...["key-app", "user-app", "suite", "suite-b", "try-app"].flatMap((product) => details(product)),
  step("product-details", { product: "key-app", include_latest_version: true, env: "mac" }, { as: "Beta" }),
  ...steps("products", [{}, texts]),
  step("products", {}, { as: "Beta" }),
];

/** Lists, and where to sign in. */
const lists: readonly Step[] = [
  ...["ann", "bob", "cat"].map((name) =>
    step("customer-license-users", { product: "user-app", customer: `${name}@customer.test` }),
  ),
  step("customer-license-users", { product: "user-app", customer: "bob@customer.test" }, { as: "Beta" }),
  ...steps("device-licenses", [on(1), { ...on(2), ...texts }, { hardware_id: "none" }]),
  step("device-licenses", on(3), { as: "Beta" }),
  ...["ada", "ben", "cyd"].map((name) =>
    step("user-licenses", { ...byUser(name), hardware_id: undefined, password: passwordOf(name) }),
  ),
  step("user-licenses", { ...team(), hardware_id: undefined, password: passwordOf("ada"), ...texts }),
  ...steps("get-device-variables", [byKey("PERP"), byKey("TIME"), byUser("ben", on(2))]),
  step("get-device-variables", byKey("PERP"), { as: "Beta" }),
  ...["acme", "zeta"].map((customer_account_code) => step("sso-url", { product: "key-app", customer_account_code })),
  step("sso-url", {
    product: "key-app",
    customer_account_code: "zeta",
    response_type: "token",
    redirect_uri: "https://a.test/b?c",
  }),
  ...steps("oauth-url", [{ login_type: "client_credentials" }, { login_type: "password" }]),
];

/** What is there is told. */
export const reading: readonly Step[] = [...checks, ...descriptions, ...lists];
