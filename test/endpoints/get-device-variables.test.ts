import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "../calls.ts";

const clock = "2026-11-22T12:00:00.000Z";
const read = (mock: Mock, role = "variablesLicense", fields = {}) =>
  clientOf(mock).call("get-device-variables", inputOf(mock, "get-device-variables", role, fields));
const track = (mock: Mock, variables: object) =>
  clientOf(mock).call(
    "track-device-variables",
    inputOf(mock, "track-device-variables", "variablesLicense", { variables }),
  );

test("a variable tells when it was last written, as a date", async () => {
  const mock = createMock({ clock });
  const [{ id, created_at } = { id: 0, created_at: "" }] = await read(mock);
  expect(created_at).toBe(clock);
  mock.clock.advance({ hours: 1 });
  await track(mock, { theme: "light" });
  const theme = { id, variable: "theme", value: "light", created_at: "2026-11-22T13:00:00.000Z" };
  expect(await read(mock)).toMatchObject([theme, { variable: "size", created_at: clock }]);
});

test("the same hardware on another license has variables of its own", async () => {
  const mock = createMock();
  await track(mock, { theme: "light" });
  expect(await read(mock, "activeKeyLicense")).toEqual([]);
});

test("a device that was let go reads none, and all of them on its return", async () => {
  const mock = createMock();
  const before = await read(mock);
  const role = "variablesLicense";
  await clientOf(mock).call("deactivate-license", inputOf(mock, "deactivate-license", role));
  expect(await outcomeOf(read(mock))).toBe("license_not_active");
  await clientOf(mock).call("activate-license", inputOf(mock, "activate-license", role));
  expect(await read(mock)).toEqual(before);
});

test("a key that may only read may read them", async () => {
  const mock = createMock();
  const input = inputOf(mock, "get-device-variables", "variablesLicense");
  expect(await clientOf(mock, "readOnlyKey").call("get-device-variables", input)).toHaveLength(2);
});
