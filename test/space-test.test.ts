import { afterAll, beforeAll, describe, expect, test as plain } from "vitest";
import { connectMock } from "../src/control/client/index.ts";
import { serve } from "../src/doors/node.ts";
import { spaceTest } from "../src/doors/vitest/index.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";

const license = { product: "key-app", license_key: "CONS-PLAI-KEYS-0001", hardware_id: "Laptop-1" };
const shared = createMock();
const server = await serve(createMock());
afterAll(() => server.close());

const ways: Record<string, Mock | string> = { "in this process": shared, "in a server": server.url };

describe.each(Object.entries(ways))("a test with a space %s", (_way, where) => {
  const test = spaceTest(where);
  const names = new Set<string>();

  for (const turn of [1, 2]) {
    test(`gets a world of its own, time ${turn}`, async ({ space, client }) => {
      expect(names.has(space.name)).toBe(false);
      names.add(space.name);
      expect(await client.call("add-consumption", { ...license, consumptions: 3 })).toMatchObject({
        total_consumptions: 13,
      });
      await expect(space).toHaveReceived("add-consumption", { consumptions: 3 });
      await expect(space).not.toHaveReceived("add-consumption", { consumptions: 4 });
      await expect(space).not.toHaveReceived("check-license");
      await expect(space).toHaveNoFindings();
    });
  }

  test("moves only its own clock", async ({ space, client }) => {
    const before = await space.clock.now();
    await space.clock.advance({ days: 400 });
    const limited = { ...license, license_key: "TIME-LIMI-KEYS-0001" };
    expect(await client.call("check-license", limited)).toMatchObject({ is_expired: true });
    expect((await space.clock.now()) - before).toBeGreaterThan(399 * 86_400_000);
    expect(shared.clock.now() - Date.now()).toBeLessThan(1_000);
  });

  test("is told what was odd and what was asked for in vain", async ({ space, client }) => {
    await client.call("check-license", { ...license, harware_id: "x" } as never);
    await expect(expect(space).toHaveNoFindings()).rejects.toThrow(
      "harware_id: not documented, did you mean hardware_id?",
    );
    await space.faults.add({ kind: "bad-gateway", endpoint: "products", times: 1 });
    await expect(expect(space).toHaveNoUnusedFaults()).rejects.toThrow("bad-gateway");
    const missing = expect(expect(space).toHaveReceived("products")).rejects;
    await missing.toThrow(/products[\s\S]*Its journal ends with:[\s\S]*GET \/api\/v4\/check_license 200 ok/);
  });
});

plain("the spaces of tests that are over are gone", async () => {
  expect(shared.spaces()).toEqual(["default"]);
  expect(await connectMock(server.url).spaces()).toEqual(["default"]);
});

describe("a test that fails", () => {
  let stderr = "";
  beforeAll(async () => {
    const { run } = await import("./command.ts");
    ({ stderr } = await run("npx", ["vitest", "run", "--root", `${import.meta.dirname}/failing`], {
      ...process.env,
      NO_COLOR: "1",
      LICENSE_API_KIT_REPORT: "",
    }));
  });

  plain("prints the end of its journal", () => {
    expect(stderr).toContain('The journal of "a check that was never made"');
    expect(stderr).toContain("GET /api/v4/check_license 400 license_not_found");
  });
});
