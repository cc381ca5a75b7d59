import { expect, test } from "vitest";
import { textAtPointer } from "../src/api/text-at-pointer.ts";

const value = { list: [{ a: 1 }], "x/y": "slash", "x~y": "tilde", "~1": "both", none: null, long: "x".repeat(200) };

test.each([
  ["", JSON.stringify(value).slice(0, 80)],
  ["/list/0/a", "1"],
  ["/list", '[{"a":1}]'],
  ["/x~1y", '"slash"'],
  ["/x~0y", '"tilde"'],
  ["/~01", '"both"'],
  ["/none", "null"],
  ["/none/deeper", "nothing"],
  ["/list/5/a", "nothing"],
  ["/long", `"${"x".repeat(79)}`],
])("at %s stands %s", (pointer, text) => {
  expect(textAtPointer(value, pointer)).toBe(text);
});

test("what JSON cannot write is told by its type", () => {
  expect(textAtPointer({ call: () => 1 }, "/call")).toBe("function");
});
