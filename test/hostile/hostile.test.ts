import { afterEach, expect, test, vi } from "vitest";
import { serve } from "../../src/doors/node.ts";
import { authorize, createMock } from "../../src/index.ts";
import { fingerprint } from "../fingerprint.ts";
import { attack } from "./attack.ts";

// To replay: HOSTILE_SEED=<seed> npx vitest run test/hostile. The same seed makes the same requests.
const seed = Number(process.env.HOSTILE_SEED ?? 20_261_122);
const count = Number(process.env.HOSTILE_COUNT ?? 6_000);

const errors = vi.spyOn(console, "error");
afterEach(() => errors.mockReset());

test(`${count} malformed requests are refused in the API's words and change nothing (seed ${seed})`, async () => {
  const mock = createMock();
  const headers = authorize(mock.credentials);
  const material = {
    paths: ["/api/v4/check_license", "/api/v4/activate_license", "/api/v4/add_consumption", "/api/v4/activate_offline"],
    signed: [`Date: ${headers.Date}`, `Authorization: ${headers.Authorization}`],
  };
  const before = fingerprint(mock);
  const server = await serve(mock);
  const breaches = await attack({ port: server.port, seed, count, width: 16, material });
  const health = await fetch(`${server.url}/__mock/health`);
  await server.close();
  expect(breaches).toEqual([]);
  expect(health.status).toBe(200);
  expect(fingerprint(mock)).toBe(before);
  expect(errors).not.toHaveBeenCalled();
}, 60_000);
