import { describe, expect, test } from "vitest";
import { isErrorCode } from "../src/api/errors.ts";
import type { Mask } from "../src/api/mask.ts";
import { createMask } from "../src/api/mask.ts";
import type { NamePlace } from "../src/api/secret-names.ts";
import { hideSecret } from "../src/contract/hide-secret.ts";
import { journalMask } from "../src/mock/journal/journal-mask.ts";
import { createPseudonyms } from "../src/traffic/proxy/pseudonyms.ts";
import { headersOf, isBody, type Row, rows } from "./mask/rows.ts";

const masks: Record<string, Mask> = {
  journal: journalMask,
  contract: createMask(hideSecret),
  proxy: createMask(createPseudonyms()),
};

describe.each(Object.entries(masks))("the mask of the %s", (_name, mask) => {
  const shownOf = (row: Row, place: NamePlace) => {
    if (row.kind === "header")
      return headersOf(row)
        .map(([name, value]) => mask.header(name, value, place))
        .join("\n");
    return isBody(row) ? mask.body(row.input, place) : mask.text(row.input, place);
  };

  test.each(rows.filter(({ hides }) => hides !== undefined))("hides: $kind: $name", (row) => {
    expect(row.hides?.filter((secret) => shownOf(row, "request").includes(secret))).toEqual([]);
  });

  test.each(rows.filter(({ shows }) => shows !== undefined))("shows: $kind: $name", (row) => {
    expect(shownOf(row, row.kind.endsWith("body") ? "answer" : "request")).toContain(row.shows);
  });

  test("leaves what the API itself says as it is", () => {
    const message = "body/password: found a number, expected a text";
    expect(mask.text(message)).toBe(message);
    const answer = '{"status":400,"code":"license_not_found","message":"x"}';
    expect(mask.body(answer, "answer")).toBe(answer);
    expect(isErrorCode("license_not_found")).toBe(true);
  });

  test("takes no longer for a text that was made to keep it busy", () => {
    const hostile = ["a".repeat(100_000), "\\".repeat(100_000), '"a":['.repeat(20_000), "a=b&".repeat(20_000)];
    for (const text of [
      ...hostile,
      "[".repeat(100_000),
      "x-a: ".repeat(20_000),
      "%3D".repeat(30_000),
      `%${"25".repeat(50_000)}`,
    ]) {
      const before = process.cpuUsage();
      mask.body(text, "request");
      const { user, system } = process.cpuUsage(before);
      expect((user + system) / 1_000).toBeLessThan(2_000);
    }
  });
});
