import { expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { clientOf, fingerprint, inputOf, outcomeOf } from "../calls.ts";

const role = "variablesLicense";
const track = (mock: Mock, variables: object, fields = {}) =>
  clientOf(mock).call(
    "track-device-variables",
    inputOf(mock, "track-device-variables", role, { variables, ...fields }),
  );
const read = (mock: Mock) => clientOf(mock).call("get-device-variables", inputOf(mock, "get-device-variables", role));

test("the time of writing is answered as a number, unlike where it is read", async () => {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
  const [written] = await track(mock, { theme: "light" });
  expect(written?.created_at).toBe(Date.parse("2026-11-22T12:00:00.000Z"));
});

test("texts, numbers and switches are kept as text", async () => {
  const mock = createMock();
  const written = await track(mock, { text: "1", number: 1.5, on: true, empty: "" });
  expect(written.map(({ value }) => value)).toEqual(["1", "1.5", "true", ""]);
});

test("one bad value keeps all from being written", async () => {
  const mock = createMock();
  const before = fingerprint(mock);
  expect(await outcomeOf(track(mock, { theme: "light", list: [1] }))).toBe("validation_error");
  expect(fingerprint(mock)).toBe(before);
});

test("names are told apart by their case, and may be anything", async () => {
  const mock = createMock();
  await track(mock, { Theme: "a", constructor: "b", "größe\u0000": "c" });
  expect((await read(mock)).map(({ variable }) => variable)).toEqual([
    "theme",
    "size",
    "Theme",
    "constructor",
    "größe\u0000",
  ]);
});

test("a key that may only read may not write", async () => {
  const mock = createMock();
  const input = inputOf(mock, "track-device-variables", role, { variables: { theme: "light" } });
  const call = clientOf(mock, "readOnlyKey").call("track-device-variables", input);
  expect(await outcomeOf(call)).toBe("read_only_api_key");
});
