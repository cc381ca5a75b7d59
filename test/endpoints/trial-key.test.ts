import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const clock = "2026-11-22T12:00:00.000Z";
const trial = (mock: Mock, role: string, fields = {}) =>
  clientOf(mock).call("trial-key", inputOf(mock, "trial-key", role, fields));
const keyOf = async (call: ReturnType<typeof trial>) => {
  const { license } = (await call) as { license?: string };
  return license ?? "";
};

describe("the time of a trial", () => {
  test("counts from the activation, its last day whole", async () => {
    const mock = createMock({ clock });
    const license_key = await keyOf(trial(mock, "trialProduct"));
    mock.clock.advance({ days: 100 }); // 2027-03-02
    const input = inputOf(mock, "activate-license", "trialProduct", { license_key });
    const license = await clientOf(mock).call("activate-license", input);
    expect(license).toMatchObject({ is_trial: true, validity_period: "2027-03-16T00:00:00.000Z" });
    mock.clock.set("2027-03-16T23:59:59.999Z");
    expect(await keyOf(trial(mock, "trialProduct"))).toBe(license_key);
    mock.clock.advance({ ms: 1 });
    expect(await outcomeOf(trial(mock, "trialProduct"))).toBe("trial_expired");
    expect(await outcomeOf(trial(mock, "trialProduct", { hardware_id: "Fresh-2" }))).toBe("ok");
  });

  test("is that of its kind", async () => {
    const mock = createMock({ clock });
    const license_key = await keyOf(trial(mock, "trialProduct", { license_policy: "long" }));
    const input = inputOf(mock, "activate-license", "trialProduct", { license_key });
    const license = await clientOf(mock).call("activate-license", input);
    expect(license).toMatchObject({ trial_days: 60, validity_period: "2027-01-21T00:00:00.000Z" });
  });
});

describe("the terms of a trial are its product's, or those of its kind:", () => {
  const product = {
    code: "p",
    allowTrial: true,
    trialDays: 7,
    maxActivations: 2,
    trialPolicies: [{ code: "small", licenseType: "time-limited" as const, trialDays: 3, maxActivations: 1 }],
  };
  const world = licenseWorld({}, { products: [product] });

  test.each([
    [undefined, 2],
    ["small", 1],
  ])("of the kind %s it is activated %i times", async (license_policy, times) => {
    const mock = createMock({ clock, world });
    const license_key = await keyOf(trial(mock, "it", { license_policy }));
    const activate = (hardware_id: string) =>
      clientOf(mock).call("activate-license", inputOf(mock, "activate-license", "it", { license_key, hardware_id }));
    for (let number = 0; number < times; number += 1) expect(await outcomeOf(activate(`h-${number}`))).toBe("ok");
    expect(await outcomeOf(activate("one-more"))).toBe("license_activated_max_times");
  });

  test("a kind that the product does not have is refused", async () => {
    const call = trial(createMock({ world }), "it", { license_policy: "large" });
    expect(await outcomeOf(call)).toBe("validation_error");
  });

  test("of each kind it may go offline", async () => {
    for (const license_policy of [undefined, "small"]) {
      const mock = createMock({ clock, world });
      const license_key = await keyOf(trial(mock, "it", { license_policy }));
      const input = inputOf(mock, "activate-offline", "it", { license_key, request: "activation" });
      const { is_trial, allow_offline_activation } = await clientOf(mock).call("activate-offline", input);
      expect({ is_trial, allow_offline_activation }).toEqual({ is_trial: true, allow_offline_activation: true });
    }
  });
});

test("a company that gives several trials gives another one each time", async () => {
  const products = [{ code: "p", allowTrial: true, trialDays: 7 }];
  const world = licenseWorld({}, { companies: [{ name: "c", severalTrials: true }], products });
  const mock = createMock({ world });
  const [first, second] = [await keyOf(trial(mock, "it")), await keyOf(trial(mock, "it"))];
  expect(first).toMatch(/^\d{4}-\d{4}-\d{4}-\d{4}$/);
  expect(second).not.toBe(first);
});

describe("a user's trial", () => {
  test("is another on each device, and the user stays the same", async () => {
    const mock = createMock();
    const first = await trial(mock, "trialUserProduct");
    const second = await trial(mock, "trialUserProduct", { hardware_id: "Fresh-2", password: "ignored" });
    const { license_user_id, initial_password } = first as { license_user_id?: number; initial_password?: string };
    expect(second).toMatchObject({ license_user_id, initial_password });
  });

  test("tells no password that the user chose", async () => {
    const mock = createMock();
    expect(await trial(mock, "trialUserProduct", { email: "ada@example.test" })).not.toHaveProperty("initial_password");
  });

  test("can be activated with the first password", async () => {
    const mock = createMock();
    const { initial_password: password } = (await trial(mock, "trialUserProduct")) as { initial_password?: string };
    const user = { username: "new@example.test", password };
    const input = inputOf(mock, "activate-license", "trialUserProduct", user);
    expect(await clientOf(mock).call("activate-license", input)).toMatchObject({ is_trial: true, trial_days: 14 });
  });
});

test("what is told of a customer makes one, or finds the one of this email", async () => {
  const mock = createMock();
  const before = mock.tables.customers.count();
  await trial(mock, "trialProduct");
  expect(mock.tables.customers.count()).toBe(before);
  await trial(mock, "trialProduct", { hardware_id: "Fresh-2", email: "new@customer.test", company_name: "New" });
  await trial(mock, "trialProduct", { hardware_id: "Fresh-3", email: "new@customer.test", city: "Springfield" });
  expect(mock.tables.customers.count()).toBe(before + 1);
});

test("a token that reaches the device's trial alone is told of it", async () => {
  const license_key = "TRIA-LONE-KEYS-0001";
  const world = licenseWorld(
    { licenseKey: license_key, trial: true, trialDays: 5 },
    {
      products: [{ code: "p", allowTrial: true }],
      trials: [{ product: "p", hardwareId: "h", licenseKey: license_key }],
      oauthClients: [{ clientId: "one", clientSecret: "s", licenseKey: license_key }],
      accessTokens: [{ token: "t", client: "one", expiresAt: "+1d" }],
      roles: { token: { about: "the token", access_token: "t" } },
    },
  );
  const ask = (hardware_id: string) =>
    clientOf(createMock({ world }), "token").call("trial-key", { product: "p", hardware_id } as never);
  expect(await ask("h")).toMatchObject({ license: license_key });
  expect(await outcomeOf(ask("other"))).toBe("license_not_found");
});
