import { expect, test } from "vitest";
import { plainPath } from "../src/api/plain-path.ts";

test.each([
  ["/api/v4/check_license", "/api/v4/check_license"],
  ["/api/v4/check_license/", "/api/v4/check_license"],
  ["//api///v4//check_license//", "/api/v4/check_license"],
  ["/", "/"],
  ["//", "/"],
])("the path %s is meant as %s", (path, plain) => {
  expect(plainPath(path)).toBe(plain);
});
