import { describe, expect, test } from "vitest";
import { createClient } from "../src/api/client.ts";
import type { EndpointName } from "../src/api/endpoints.ts";
import type { WorldLicense } from "../src/generated/types.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { bundleWorld, clientOf, inputOf, licenseWorld, outcomeOf } from "./calls.ts";

const active = { devices: [{ hardwareId: "h" }] };

describe("a license that forbids virtual machines", () => {
  const forbidden = { ...active, preventVm: true, maxActivations: 2 };
  const check = (mock: Mock) =>
    clientOf(mock).call("check-license", inputOf(mock, "check-license", "it", { is_vm: true }));
  const checkBundle = (mock: Mock) =>
    clientOf(mock).call("check-bundle", inputOf(mock, "check-bundle", "it", { is_vm: true }));

  test("is checked on one all the same, which is kept on the device", async () => {
    const mock = createMock({ world: licenseWorld(forbidden) });
    expect(await outcomeOf(check(mock))).toBe("ok");
    expect([...mock.tables.devices.all()]).toMatchObject([{ facts: { is_vm: true } }]);
    expect(await outcomeOf(checkBundle(createMock({ world: bundleWorld({}, forbidden) })))).toBe("ok");
  });

  test("is refused on one where the policy says so, alone or in a bundle", async () => {
    const policy = { vmOnCheck: "refuse" } as const;
    expect(await outcomeOf(check(createMock({ policy, world: licenseWorld(forbidden) })))).toBe("vm_not_allowed");
    const world = bundleWorld({ preventVm: true }, active);
    expect(await outcomeOf(checkBundle(createMock({ policy, world })))).toBe("vm_not_allowed");
  });

  test.each(["allow", "refuse"] as const)("is never activated on one: %s", async (vmOnCheck) => {
    const mock = createMock({ policy: { vmOnCheck }, world: licenseWorld({ preventVm: true }) });
    const input = inputOf(mock, "activate-license", "it", { is_vm: true });
    expect(await outcomeOf(clientOf(mock).call("activate-license", input))).toBe("vm_not_allowed");
  });
});

describe("a part of a unit", () => {
  const counted: Partial<WorldLicense> = {
    ...active,
    type: "consumption",
    offlineActivation: true,
    consumption: { max: 10, negative: true },
    features: [{ code: "f", consumption: { max: 10, negative: true } }],
  };
  const items = [{ code: "f", consumptions: 0.5 }];
  const calls: [endpoint: EndpointName, fields: object][] = [
    ["add-consumption", { consumptions: 0.5 }],
    ["add-feature-consumption", { feature: "f", consumptions: 0.5 }],
    ["deactivate-license", { consumptions: 0.5 }],
    ["activate-offline", { consumptions: 0.5 }],
    ["activate-offline", { product_features: items }],
    ["deactivate-offline", { consumptions: 0.5 }],
    ["deactivate-offline", { product_features: items }],
  ];
  const totals = (mock: Mock) =>
    [...mock.tables.licenses.all(), ...mock.tables.features.all()].map(({ consumption }) => consumption?.total);

  test.each(calls)("is refused by %s with %j, and nothing is counted", async (endpoint, fields) => {
    const mock = createMock({ world: licenseWorld(counted) });
    const call = clientOf(mock).call(endpoint, inputOf(mock, endpoint, "it", fields));
    expect(await outcomeOf(call)).toBe("validation_error");
    expect(totals(mock)).toEqual([0, 0]);
  });

  test.each(calls)("is counted by %s with %j where the policy says so", async (endpoint, fields) => {
    const mock = createMock({ policy: { fractions: "accept" }, world: licenseWorld(counted) });
    expect(await outcomeOf(clientOf(mock).call(endpoint, inputOf(mock, endpoint, "it", fields)))).toBe("ok");
    expect(totals(mock).sort()).toEqual([0, 0.5]);
  });

  test("that was counted can be given back, up to the limit there is room, and a copy of the world keeps it", async () => {
    const mock = createMock({ policy: { fractions: "accept" }, world: licenseWorld(counted) });
    const add = (mock: Mock, consumptions: number) =>
      clientOf(mock).call("add-consumption", inputOf(mock, "add-consumption", "it", { consumptions }));
    expect(await add(mock, 9.5)).toMatchObject({ total_consumptions: 9.5 });
    expect(await outcomeOf(add(mock, 0.75))).toBe("license_not_enough_consumptions");
    const copy = createMock({ policy: { fractions: "accept" }, world: mock.world.export() });
    expect(await add(copy, -9.25)).toMatchObject({ total_consumptions: 0.25 });
    expect(await outcomeOf(add(copy, -0.5))).toBe("negative_consumptions_not_allowed");
  });
});

describe("a license activated offline", () => {
  const offline = { offlineActivation: true };
  const types: [
    offlineTypes: "documented" | "not-subscription" | "all",
    WorldLicense["type"],
    trial: boolean,
    string,
  ][] = [
    ["documented", "perpetual", false, "ok"],
    ["documented", "consumption", false, "ok"],
    ["documented", "time-limited", false, "validation_error"],
    ["documented", "subscription", false, "validation_error"],
    ["documented", "time-limited", true, "ok"],
    ["documented", "subscription", true, "ok"],
    ["not-subscription", "perpetual", false, "ok"],
    ["not-subscription", "consumption", false, "ok"],
    ["not-subscription", "time-limited", false, "ok"],
    ["not-subscription", "subscription", false, "validation_error"],
    ["not-subscription", "subscription", true, "validation_error"],
    ["all", "time-limited", false, "ok"],
    ["all", "subscription", false, "ok"],
  ];

  test.each(types)("under %s, of the type %s, trial %s, answers %s", async (offlineTypes, type, trial, outcome) => {
    const license = { ...(type && { type }), trial, expiresAt: "+30d" };
    const alone = createMock({ policy: { offlineTypes }, world: licenseWorld({ ...offline, ...license }) });
    const one = clientOf(alone).call("activate-offline", inputOf(alone, "activate-offline", "it"));
    expect(await outcomeOf(one)).toBe(outcome);
    const bundle = createMock({ policy: { offlineTypes }, world: bundleWorld(license, offline) });
    const all = clientOf(bundle).call("activate-bundle-offline", inputOf(bundle, "activate-bundle-offline", "it"));
    expect(await outcomeOf(all)).toBe(outcome);
  });

  test("of whatever type can be let go offline", async () => {
    const mock = createMock({ world: licenseWorld({ ...active, type: "subscription" }) });
    const call = clientOf(mock).call("deactivate-offline", inputOf(mock, "deactivate-offline", "it"));
    expect(await outcomeOf(call)).toBe("ok");
  });
});

describe("a header that some pages recommend", () => {
  const send = async (mock: Mock, method: string, path: string, headers: Record<string, string>) => {
    const body = method === "POST" ? new TextEncoder().encode("{}") : null; // bytes, as a text brings a type of its own
    const response = await mock.fetch(`https://x.test/api/v4/${path}`, { method, headers, body });
    const { code = "ok", message } = (await response.json()) as { code?: string; message?: string };
    return [code, message];
  };
  const accept = { accept: "*/*" };

  test("may be missing, which is noted", async () => {
    const mock = createMock({ auth: "off" });
    expect(await send(mock, "GET", "products", {})).toEqual(["ok", undefined]);
    expect(mock.journal.entries().at(-1)?.findings).toEqual(["Accept: missing"]);
    await send(mock, "POST", "change_password", accept);
    expect(mock.journal.entries().at(-1)?.findings).toEqual(["Content-Type: missing"]);
  });

  test.each<[string, string, Record<string, string>, string | undefined]>([
    ["GET", "products", {}, "A required header is missing: Accept"],
    ["GET", "products", accept, undefined],
    ["POST", "change_password", {}, "A required header is missing: Accept, Content-Type"],
    ["POST", "change_password", accept, "A required header is missing: Content-Type"],
  ])("is required where the policy says so: %s %s with %j answers %s", async (method, path, headers, message) => {
    const mock = createMock({ auth: "off", policy: { requiredHeaders: "all" } });
    expect(await send(mock, method, path, headers)).toEqual(message ? ["missing_headers", message] : ["ok", undefined]);
  });

  test("is never required where nobody must be authorized", async () => {
    const mock = createMock({ policy: { requiredHeaders: "all" } });
    expect(await send(mock, "GET", "oauth_url", {})).toContain("missing_parameters");
  });
});

describe("the signature of an answer", () => {
  const kinds: [what: string, endpoint: EndpointName, fields: object][] = [
    ["an error", "check-license", { license_key: "none" }],
    ["a bare text", "deactivate-license", {}],
    ["an empty body", "floating-release", {}],
    ["an answer in JSON", "check-license", {}],
  ];

  async function isSigned(mock: Mock, [, endpoint, fields]: (typeof kinds)[number]): Promise<boolean | undefined> {
    let signed: boolean | undefined;
    const client = createClient({
      baseUrl: "https://x.test",
      credentials: mock.credentials,
      publicKey: mock.publicKey,
      fetch: async (request) => {
        const answer = await mock.fetch(request);
        signed = answer.headers.has("LicenseSignature");
        return answer;
      },
    });
    await outcomeOf(client.call(endpoint, inputOf(mock, endpoint, "it", fields)));
    return signed;
  }
  const world = licenseWorld({ ...active, floating: { users: 1 } });

  test.each(kinds)("stands on %s", async (...kind) => {
    expect(await isSigned(createMock({ world }), kind)).toBe(true);
  });

  test.each(kinds)("stands on answers in JSON alone where the policy says so: %s", async (...kind) => {
    const mock = createMock({ world, policy: { signedRefusals: false } });
    expect(await isSigned(mock, kind)).toBe(kind[0] === "an answer in JSON");
  });

  test("is missing from errors that never became a call too", async () => {
    const { headers } = await createMock({ policy: { signedRefusals: false } }).refuse(400, "validation_error", "odd");
    expect(headers).not.toHaveProperty("LicenseSignature");
  });
});
