import { expect, test } from "vitest";
import { fitsPattern, secretsOf } from "../src/contract/target.ts";

// Patterns of ids, as `--filter` and `notApplicable` take them.

test.each([
  ["products/ok", "products/ok", true],
  ["products/ok", "products/o", false],
  ["products/ok", "*", true],
  ["products/ok", "**", true],
  ["products/ok", "products/*", true],
  ["products/ok", "products/ok*", true],
  ["products/ok", "*/ok", true],
  ["products/ok", "p*c*s/*k", true],
  ["products/ok", "p*s*c/*", false],
  ["aba", "ab*ba", false],
  ["abba", "ab*ba", true],
  ["products/ok", "products.ok", false],
  ["", "", true],
  ["x", "", false],
])("whether %s fits %s", (id, pattern, fits) => {
  expect(fitsPattern(id, pattern)).toBe(fits);
});

test("a pattern of any length is judged, and in no time", () => {
  expect(fitsPattern("a".repeat(80), `${"a*".repeat(50_000)}b`)).toBe(false);
  expect(fitsPattern("a".repeat(80), `${"*".repeat(50_000)}b`)).toBe(false);
});

test("what lets somebody in is known of every instance of a role, as no answer may tell it", () => {
  const roles = {
    one: { about: "a user", username: "ada@example.test", password: "Ada-1815", license_key: "KEYS-0001" },
    several: [{ id_token: "token-of-ada" }, { id_token: "token-of-linus", password: "short" }],
    none: undefined,
  };
  expect(secretsOf({ roles })).toEqual([
    ["password", "Ada-1815"],
    ["id_token", "token-of-ada"],
    ["id_token", "token-of-linus"],
  ]);
});
