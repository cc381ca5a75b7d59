import assert from "node:assert/strict";
import { test } from "node:test";

const options = { timeout: 10_000 };

test("the core answers", options, async () => {
  const { createMock } = await import("license-api-kit");
  const response = await createMock().fetch(new Request("http://localhost/api/v4/no_such_thing"));
  assert.equal(typeof (await response.json()).code, "string");
});

test("license-api-kit/node serves", options, async () => {
  const { createMock } = await import("license-api-kit");
  const { serve } = await import("license-api-kit/node");
  const server = await serve(createMock(), { port: 0, host: "127.0.0.1" });
  try {
    const response = await fetch(`${server.url}/api/v4/no_such_thing`);
    assert.equal(typeof (await response.json()).code, "string");
  } finally {
    await server.close();
  }
});

test("license-api-kit/msw names what is missing", options, async () => {
  await assert.rejects(import("license-api-kit/msw"), { code: "ERR_MODULE_NOT_FOUND", message: /'msw'/ });
});

test("license-api-kit/browser names what is missing", options, async () => {
  await assert.rejects(import("license-api-kit/browser"), { code: "ERR_MODULE_NOT_FOUND", message: /'msw'/ });
});

test("license-api-kit/data names what is missing", options, async () => {
  await assert.rejects(import("license-api-kit/data"), { code: "ERR_MODULE_NOT_FOUND", message: /'@msw\/data'/ });
});

test("license-api-kit/playwright names what is missing", options, async () => {
  const missing = { code: "ERR_MODULE_NOT_FOUND", message: /'@playwright\/test'/ };
  await assert.rejects(import("license-api-kit/playwright"), missing);
});
