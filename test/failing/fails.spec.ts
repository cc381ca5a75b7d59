import { expect } from "vitest";
import { spaceTest } from "../../src/doors/vitest/index.ts";

// Run by test/space-test.test.ts, which looks at what a failing test prints.

const test = spaceTest();

test("a check that was never made", async ({ client }) => {
  const call = client.call("check-license", { product: "key-app", license_key: "NONE", hardware_id: "x" });
  await call.catch(() => {});
  expect("what was wanted").toBe("what came");
});
