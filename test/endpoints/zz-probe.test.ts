import { test } from "vitest";
import { createMock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf, offline, keyOfRole, tokenClientOf } from "../calls.ts";
const log = (...a: unknown[]) => process.stderr.write(a.map((x) => typeof x === "string" ? x : JSON.stringify(x)).join(" ") + "\n");
test("probe", async () => {
  let mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
  mock.clock.advance({ days: 1 });
  const act = await clientOf(mock).call("activate-license", inputOf(mock, "activate-license", "resettingConsumptionLicense"));
  log("activation total after reset (expect 0)", (act as {total_consumptions?: number}).total_consumptions);
  // order: disabled product & wrong key
  const wrong = { license_key: "NONE-NONE-NONE-NONE" };
  log("activate-license disabled+wrong key", await outcomeOf(clientOf(mock).call("activate-license", inputOf(mock, "activate-license", "disabledProduct", wrong))));
  log("activate-bundle", await outcomeOf(clientOf(mock).call("activate-bundle", inputOf(mock, "activate-bundle", "disabledBundleProduct", wrong))));
  log("activate-offline", await outcomeOf(offline(mock, "activate-offline", "disabledProduct", wrong)));
  log("activate-bundle-offline", await outcomeOf(offline(mock, "activate-bundle-offline", "disabledBundleProduct", wrong)));
  // limited key & lists
  const limited = clientOf(mock, keyOfRole(mock, "limitedKey"));
  log("limited device-licenses", (await limited.call("device-licenses", { hardware_id: "Laptop-1" })).length);
  log("limited products", (await limited.call("products", {})).map(p => p.short_code));
  for (const r of ["licenseToken","customerToken","accountToken","companyToken","otherCustomerToken"]) {
    const c = tokenClientOf(mock, r);
    log(r, "device-licenses", (await c.call("device-licenses", { hardware_id: "Laptop-1" })).length,
      "user-licenses", await outcomeOf(c.call("user-licenses", inputOf(mock, "user-licenses", "activeUserLicense"))),
      (await c.call("user-licenses", inputOf(mock, "user-licenses", "activeUserLicense"))).length,
      "check", await outcomeOf(c.call("check-license", inputOf(mock, "check-license", "activeKeyLicense"))),
      "customer", await outcomeOf(c.call("customer-license-users", inputOf(mock, "customer-license-users", "customer"))),
      "check-bundle", await outcomeOf(c.call("check-bundle", inputOf(mock, "check-bundle", "bundleLicense"))),
      "products", (await c.call("products", {})).length,
      "pw", await outcomeOf(c.call("change-password", inputOf(mock, "change-password", "activeUserLicense", {new_password: "Ada-1815"}))),
    );
  }
  log(await clientOf(mock).call("trial-key", inputOf(mock, "trial-key", "trialProduct")));
  log(await clientOf(mock).call("trial-key", inputOf(mock, "trial-key", "trialUserProduct")));
  log(await clientOf(mock).call("sso-url", inputOf(mock, "sso-url", "ssoAccount", { redirect_uri: "myapp://cb", response_type: "token" })));
  log(await offline(mock, "activate-offline", "offlineLicense", { request_id: "f" }));
  log((await offline(mock, "activate-bundle-offline", "unactivatedBundle", { request_id: "f", consumptions: 1, product_features: [{}] })).licenses.map(l => [l.request_id, l.date, Object.keys(l).slice(-3)]), mock.journal.entries().at(-1)?.findings);
  // offline: daily-resetting license
});
