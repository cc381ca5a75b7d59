import { describe, expect, test } from "vitest";
import type { WorldFile } from "../../src/generated/types.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { clientOf } from "../calls.ts";

const world = (product: object): WorldFile => ({
  companies: [{ name: "c" }],
  apiKeys: [{ apiKey: "a", sharedKey: "s" }],
  products: [{ code: "p", allowTrial: true, ...product }],
  licenses: [],
});
const trial = (mock: ReturnType<typeof createMock>, hardware_id: string, fields: object) =>
  clientOf(mock).call("trial-key", { product: "p", hardware_id, ...fields } as never);

describe("a trial", () => {
  test("has the overages of its product", async () => {
    const mock = createMock({ world: world({ overages: true, maxOverages: 5 }) });
    await trial(mock, "h", {});
    expect(mock.world.licenses.all()).toMatchObject([{ consumption: { overages: true, maxOverages: 5 } }]);
  });

  test("counts its units from the moment that it was made", async () => {
    const mock = createMock({ clock: "2026-11-22T12:00:00.000Z", world: world({}) });
    mock.clock.advance({ days: 1 });
    await trial(mock, "h", {});
    expect([...mock.tables.licenses.all()]).toMatchObject([
      { consumption: { countedFrom: Date.parse("2026-11-23T12:00:00.000Z") } },
    ]);
  });

  test("has a key of four groups of four", async () => {
    const mock = createMock({ world: world({}) });
    expect(await trial(mock, "h", {})).toMatchObject({ license: expect.stringMatching(/^(\d{4}-){3}\d{4}$/) });
  });

  test("makes a customer of its own where no email says whose it is", async () => {
    const mock = createMock({ world: world({}) });
    await trial(mock, "one", { city: "Here" });
    await trial(mock, "two", { city: "There" });
    await trial(mock, "three", {});
    await trial(mock, "four", { email: "ada@x.test", city: "Here" });
    await trial(mock, "five", { email: "ada@x.test", city: "There" });
    expect(mock.world.customers.all().map(({ email, city }) => [email, city])).toEqual([
      ["", "Here"],
      ["", "There"],
      ["ada@x.test", "Here"],
    ]);
  });
});
