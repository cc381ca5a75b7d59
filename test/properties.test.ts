import fc from "fast-check";
import { expect, test } from "vitest";
import type { EndpointName } from "../src/api/endpoints.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";

// Random sequences of calls against one license; what must hold, holds after each of them.

const role = { product: "p", license_key: "TEST-TEST-TEST-0001" };
const runs = { numRuns: 150 };

function mockOf(license: object): Mock {
  return createMock({
    auth: "off",
    clock: "2026-11-22T12:00:00.000Z",
    world: {
      companies: [{ name: "c" }],
      apiKeys: [{ apiKey: "a", sharedKey: "s" }],
      products: [{ code: "p" }],
      licenses: [{ product: "p", licenseKey: role.license_key, devices: [{ hardwareId: "device-0" }], ...license }],
    },
  });
}

/** Sends a call and gives its status; a refused one must leave the world as it was. */
async function send(mock: Mock, endpoint: EndpointName, path: string, method: string, input: object): Promise<number> {
  const before = contentOf(mock);
  const query = method === "GET" ? new URLSearchParams(input as Record<string, string>).toString() : "";
  const body = method === "POST" ? JSON.stringify(input) : "";
  const { status } = await mock.handle({ method, path: `/api/v4/${path}`, query, body, headers: () => undefined });
  expect(status, endpoint).toBeLessThan(500);
  if (status !== 200) expect(contentOf(mock)).toBe(before);
  return status;
}

const contentOf = (mock: Mock) => JSON.stringify(Object.entries(mock.snapshot().tables).map(([, rows]) => [...rows]));
const licenseOf = (mock: Mock) => {
  const [license] = mock.tables.licenses.all();
  if (!license) throw new Error("the world has no license");
  return license;
};
const device = fc.integer({ min: 0, max: 5 }).map((number) => `device-${number}`);

test("consumption never passes its limit nor falls below 0, and moves by exactly what was accepted", () =>
  fc.assert(
    fc.asyncProperty(
      fc.record({ max: fc.nat(50), maxOverages: fc.nat(20), overages: fc.boolean(), negative: fc.boolean() }),
      fc.array(fc.integer({ min: -30, max: 60 }), { maxLength: 20 }),
      async (consumption, amounts) => {
        const mock = mockOf({ type: "consumption", consumption });
        const limit = consumption.max + (consumption.overages ? consumption.maxOverages : 0);
        let total = 0;
        for (const consumptions of amounts) {
          const input = { ...role, hardware_id: "device-0", consumptions };
          const status = await send(mock, "add-consumption", "add_consumption", "POST", input);
          const allowed =
            consumptions > 0
              ? total + consumptions <= limit
              : consumptions === 0 || (consumption.negative && total + consumptions >= 0);
          expect(status === 200).toBe(allowed);
          if (status === 200) total += consumptions;
          expect(licenseOf(mock).consumption.total).toBe(total);
        }
      },
    ),
    runs,
  ));

const step = fc.record({ act: fc.constantFrom("activate", "deactivate"), device });

test("activations never pass max_activations, and times_activated is the number of active devices", () =>
  fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: -1, max: 3 }),
      fc.array(step, { maxLength: 25 }),
      async (maxActivations, maxTransfers, steps) => {
        const mock = mockOf({ maxActivations, maxTransfers });
        for (const { act, device: hardware_id } of steps) {
          const endpoint = `${act}-license` as EndpointName;
          await send(mock, endpoint, `${act}_license`, "POST", { ...role, hardware_id });
          const { timesActivated, transferCount } = licenseOf(mock);
          expect(timesActivated).toBe([...mock.tables.devices.all()].filter(({ active }) => active).length);
          expect(timesActivated).toBeLessThanOrEqual(maxActivations);
          if (maxTransfers > 0) expect(transferCount).toBeLessThanOrEqual(maxTransfers);
          if (maxTransfers < 0) expect(transferCount).toBe(0);
        }
      },
    ),
    runs,
  ));

const move = fc.oneof(
  fc.record({ act: fc.constant("check" as const), device }),
  fc.record({ act: fc.constant("deactivate" as const), device }),
  fc.record({ act: fc.constant("wait" as const), minutes: fc.integer({ min: 1, max: 90 }) }),
);

test("seats never pass floating_users, and a check is refused only while all are taken", () =>
  fc.assert(
    fc.asyncProperty(fc.nat(3), fc.array(move, { maxLength: 30 }), async (users, moves) => {
      const devices = [0, 1, 2, 3, 4, 5].map((number) => ({ hardwareId: `device-${number}` }));
      const mock = mockOf({ maxActivations: 10, devices, floating: { users, timeoutMinutes: 60 } });
      const lastContact = new Map<string, number>();
      for (const next of moves) {
        const now = mock.clock.now();
        for (const [holder, at] of lastContact) if (now >= at + 3_600_000) lastContact.delete(holder);
        if (next.act === "wait") mock.clock.advance({ minutes: next.minutes });
        else {
          const input = { ...role, hardware_id: next.device };
          const isActive = mock.tables.devices.byHardwareId(next.device)[0]?.active;
          if (next.act === "check") {
            const status = await send(mock, "check-license", "check_license", "GET", input);
            expect(status === 200).toBe(isActive && (lastContact.has(next.device) || lastContact.size < users));
            if (status === 200) lastContact.set(next.device, now);
          } else {
            await send(mock, "deactivate-license", "deactivate_license", "POST", input);
            lastContact.delete(next.device);
          }
          expect(lastContact.size).toBeLessThanOrEqual(users);
        }
      }
    }),
    runs,
  ));
