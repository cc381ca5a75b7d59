import { describe, expect, test } from "vitest";
import type { WorldFile } from "../../src/generated/types.ts";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, licenseWorld, outcomeOf } from "../calls.ts";

type Endpoint = "activate-offline" | "activate-license" | "add-consumption" | "add-feature-consumption";

const call = (mock: Mock, endpoint: Endpoint, hardware_id: string, fields: object = {}) =>
  clientOf(mock).call(
    endpoint,
    inputOf(mock, endpoint, "it", { hardware_id, api_key: "a", date: "d", feature: "f", ...fields }),
  );
const explanation = (mock: Mock) => mock.journal.entries().at(-1)?.explanation;
const held = (mock: Mock) => mock.world.checkouts.all().map(({ units }) => units);

/** A license whose units, and those of its feature `f`, come from pools; the device `on` is active. */
function pooledWorld(own: object, feature: object, pools: { license?: object; feature?: object } = {}): WorldFile {
  return licenseWorld(
    {
      type: "consumption",
      maxActivations: 9,
      offlineActivation: true,
      customer: "buyer@x.test",
      pool: "units",
      consumption: own,
      devices: [{ hardwareId: "on" }],
      features: [
        { code: "none", consumption: { max: 7 } },
        { code: "f", pool: "renders", consumption: feature },
      ],
    },
    {
      customerAccounts: [{ code: "acme" }],
      customers: [{ email: "buyer@x.test", customerAccount: "acme" }],
      pools: [
        { code: "units", name: "Units", customerAccount: "acme", consumption: { max: 20 }, ...pools.license },
        {
          ...{ code: "renders", name: "Renders", customerAccount: "acme", type: "license_product_feature" },
          ...{ consumption: { max: 20 }, ...pools.feature },
        },
      ],
    },
  );
}

describe("units that devices took along", () => {
  test("are not there for another device, of the member and of the pool", async () => {
    const mock = createMock({ world: pooledWorld({ max: 8 }, { max: 9 }, { license: { consumption: { max: 12 } } }) });
    await call(mock, "activate-offline", "one", {
      consumptions: 5,
      product_features: [{ code: "f", consumptions: 6 }],
    });
    expect(held(mock)).toEqual([5, 6]);
    expect(await outcomeOf(call(mock, "activate-offline", "two", { consumptions: 4 }))).toBe(
      "license_not_enough_consumptions",
    );
    expect(explanation(mock)).toBe("4 units to take along, the member has 3 left");
    expect(await outcomeOf(call(mock, "add-consumption", "on", { consumptions: 4 }))).toBe(
      "license_not_enough_consumptions",
    );
    expect(explanation(mock)).toBe("0 used, 4 asked for, 3 allowed");
    expect(await outcomeOf(call(mock, "add-feature-consumption", "on", { consumptions: 4 }))).toBe(
      "feature_not_enough_consumptions",
    );
    expect(explanation(mock)).toBe("0 used, 4 asked for, 3 allowed");
    mock.world.licenses.update([...mock.tables.licenses.all()][0] as never, { consumption: { max: 100 } });
    expect(await outcomeOf(call(mock, "activate-offline", "two", { consumptions: 8 }))).toBe(
      "license_not_enough_consumptions",
    );
    expect(explanation(mock)).toBe("8 units to take along, pool Units has 7 left");
    expect(await outcomeOf(call(mock, "add-consumption", "on", { consumptions: 7 }))).toBe("ok");
    expect(await outcomeOf(call(mock, "add-feature-consumption", "on", { consumptions: 3 }))).toBe("ok");
  });

  test("are back as it activates again, offline or not", async () => {
    const mock = createMock({ world: pooledWorld({ max: 8 }, { max: 9 }) });
    await call(mock, "activate-offline", "one", { consumptions: 8 });
    expect(await outcomeOf(call(mock, "activate-offline", "one", { consumptions: 8 }))).toBe("ok");
    expect(held(mock)).toEqual([8, 9]);
    await call(mock, "activate-license", "one");
    expect(held(mock)).toEqual([]);
  });

  test("may be none", async () => {
    const mock = createMock({ world: pooledWorld({ max: 0 }, { max: 9 }) });
    await call(mock, "activate-offline", "one", { consumptions: 0 });
    expect(held(mock)).toEqual([0, 9]);
  });

  test("of a feature are refused by its own code, and are not taken for used ones", async () => {
    const mock = createMock({ world: pooledWorld({ max: 0 }, { max: 9 }, { feature: { consumption: { max: 3 } } }) });
    const take = (code: string, consumptions: number) =>
      outcomeOf(call(mock, "activate-offline", "one", { product_features: [{ code, consumptions }] }));
    expect(await take("f", 10)).toBe("feature_not_enough_consumptions");
    expect(explanation(mock)).toBe("10 units to take along, the member has 9 left");
    expect(await take("f", 4)).toBe("feature_not_enough_consumptions");
    expect(explanation(mock)).toBe("4 units to take along, pool Renders has 3 left");
    expect(await take("f", 3)).toBe("ok");
    const totals = () => [...mock.tables.features.all()].map(({ consumption }) => consumption?.total);
    expect(totals()).toEqual([0, 0]);
    mock.world.features.update(mock.world.features.find({ code: "f" }) as never, { consumption: { max: 2 } });
    const both = [
      { code: "none", consumptions: 4 },
      { code: "f", consumptions: 2 },
    ];
    await call(mock, "activate-offline", "one", { product_features: both });
    expect(totals()).toEqual([4, 0]);
  });
});

test("a feature whose pool is used up answers the code of features", async () => {
  const mock = createMock({ world: pooledWorld({}, { max: 9 }, { feature: { consumption: { max: 1 } } }) });
  expect(await outcomeOf(call(mock, "add-feature-consumption", "on", { consumptions: 2 }))).toBe(
    "feature_not_enough_consumptions",
  );
  expect(explanation(mock)).toBe("pool Renders: 0 used, 2 asked for, 1 allowed");
});

test("the kind of a consumption is noted, where it is told", async () => {
  const mock = createMock({ world: pooledWorld({ max: 9 }, { max: 9 }) });
  await call(mock, "add-consumption", "on");
  expect(mock.journal.entries().at(-1)?.findings).toEqual([]);
  await call(mock, "add-consumption", "on", { event: ["consumption_add", "consumption_add"] });
  expect(mock.journal.entries().at(-1)?.findings).toEqual(["event: consumption_add, consumption_add"]);
});
