import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { bugText, printable, printableLines } from "../src/api/printable.ts";
import { print } from "../src/cli/print.ts";
import { printedBy } from "./printed-by.ts";
import { unseen } from "./unseen.ts";

/** Every code point there is, halves of surrogates among them. */
const codePoints = Array.from({ length: 0x110000 }, (_none, code) => String.fromCodePoint(code));
const letters = fc.oneof(
  fc.nat(0x10ffff).map((code) => String.fromCodePoint(code)),
  fc.constantFrom(..."\n\r\t\0\u001b\u007f\u009b\u00ad\u200d\u202e\u2028\ufe0f\u{e0041}", "\ud83d", "\ude00", "\\"),
);
const texts = fc.array(letters, { maxLength: 60 }).map((all) => all.join(""));

describe("a text in one line", () => {
  test("shows each code point: as itself, or as the escape that JSON reads back", () => {
    const wrong = codePoints.filter((letter) => {
      const shown = printable(letter);
      if (!unseen.test(letter)) return shown !== letter;
      return unseen.test(shown) || JSON.parse(`"${shown}"`) !== letter;
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ["\n2026-01-15 forged", "\\n2026-01-15 forged"],
    ["\u001b]0;title\u0007", "\\u001b]0;title\\u0007"],
    ["\u009b31m", "\\u009b31m"],
    ["\u202e\u2066\u2028\u2029\u0085", "\\u202e\\u2066\\u2028\\u2029\\u0085"],
    ["a\u200db\u200bc\u00add\ufe0fe\ufeff", "a\\u200db\\u200bc\\u00add\\ufe0fe\\ufeff"],
    ["\u{e0041}", "\\udb40\\udc41"],
    ["é 漢字 😀 ✅ C:\\n", "é 漢字 😀 ✅ C:\\n"],
  ])("%j stands as %s", (text, shown) => expect(printable(text)).toBe(shown));

  test("is the same when it is shown again, and holds nothing that is obeyed, however short it is cut", () =>
    fc.assert(
      fc.property(texts, fc.nat(80), (text, longest) => {
        const whole = printable(text, Number.POSITIVE_INFINITY);
        expect(printable(whole, Number.POSITIVE_INFINITY)).toBe(whole);
        expect(printable(text, longest)).not.toMatch(unseen);
      }),
    ));

  test("says how long it was where it is cut", () => {
    expect(printable("a".repeat(401))).toBe(`${"a".repeat(400)}… (401 characters)`);
    expect(printable("a".repeat(400))).toHaveLength(400);
  });

  test("leaves JSON the same data", () =>
    fc.assert(
      fc.property(fc.dictionary(texts, texts), (value) => {
        expect(JSON.parse(printable(JSON.stringify(value), Number.POSITIVE_INFINITY))).toEqual(value);
        expect(JSON.parse(printableLines(JSON.stringify(value, null, "\t")))).toEqual(value);
      }),
    ));
});

test("a text of many lines keeps line ends and tabs alone", () => {
  expect(printableLines("a\n\tb\r\n\u001b[2J\u2028")).toBe("a\n\tb\\r\n\\u001b[2J\\u2028");
});

test("as many lines are written as there are, whatever stands in them", async () => {
  const written = await printedBy(() => print(["one\nline", "two\r\u001b[2J"]));
  expect(written).toBe("one\\nline\ntwo\\r\\u001b[2J\n");
});

test("a bug is told with where it was and its cause, and its message in one line", () => {
  const [head, ...rest] = bugText(new Error("no\nsuch\u001b[2J", { cause: "the\rother" })).split("\n");
  expect(head).toBe("Error: no\\nsuch\\u001b[2J");
  expect(rest.slice(0, -1).every((line) => line.startsWith("    at "))).toBe(true);
  expect(rest.at(-1)).toBe("caused by the\\rother");
});

test.each([Object.create(null), undefined, Symbol("a\nb"), "a\nb"])("what is no error is told in one line", (bug) => {
  expect(bugText(bug)).not.toMatch(unseen);
});
