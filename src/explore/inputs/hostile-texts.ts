import fc from "fast-check";

// biome-ignore-start lint/suspicious/noTemplateCurlyInString: it is meant as a text, for targets that do otherwise

/**
 * Texts that break what takes them for something else: other characters than letters, code of other languages, numbers.
 * They are made to break out of where they are put, and to destroy nothing where they do.
 */
export const hostileTexts: readonly string[] = [
  ...[
    "",
    " ",
    "\u0000",
    "a\u0000b",
    "\u0001\u001b[2J",
    "line\r\nX-Injected: 1",
    "\u202egnp.exe",
    "\ufeff",
    "\ud800",
    "\udfff\ud83d",
  ],
  ...["é", "e\u0301", "🔑", "İ", "ß", "\u00a0", "\u2028", "ﷺ".repeat(50)],
  ...["'", '"', "\\", "%", "%00", "%zz", "' AND '1'='2", "') AND ('1'='2", "1; --", "\\u0000", "$where"],
  ...[
    "<script>1</script>",
    "&lt;",
    "]]>",
    "${7*7}",
    "#{7*7}",
    "<%= 7*7 %>",
    "$(id)",
    "`id`",
    "../../etc/passwd",
    "|id",
  ],
  ...["null", "undefined", "true", "NaN", "Infinity", "__proto__", "constructor", "toString", "[object Object]"],
  ...[
    "0",
    "-0",
    "-1",
    "01",
    "1e3",
    "0x10",
    "1_000",
    "1,5",
    "１２",
    "9007199254740993",
    "1e400",
    "2030-02-30",
    "0000-00-00",
  ],
];
// biome-ignore-end lint/suspicious/noTemplateCurlyInString: see above

/** How long a long text is: more than a column or a header usually takes, less than what servers refuse unread. */
const long = 5_000;

/** A hostile text, or one that nobody has thought of. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...hostileTexts) },
  { weight: 2, arbitrary: anyText() },
  { weight: 1, arbitrary: fc.constantFrom("x", "é", "\u0000").map((letter) => letter.repeat(long)) },
);

/** Of any characters: by `fc.string` a table of all of them would be made wherever this file is loaded, which takes seconds. */
function anyText(): fc.Arbitrary<string> {
  const points = fc.array(fc.nat(0x10_ff_ff), { maxLength: 20 });
  return points.map((all) => String.fromCodePoint(...all)).filter((text) => !text.includes("{{"));
}
