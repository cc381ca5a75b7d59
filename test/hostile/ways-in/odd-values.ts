/** Begins a line of its own, moves the cursor, turns the writing, and hides in it. */
export const forging = "x\nFORGED ok\rFORGED\u001b[2J\u0085FORGED\u2028FORGED\u202e\u200b\ud800";

const deepList = nested(150, (inner) => [inner]);
const deepObject = nested(150, (inner) => ({ a: inner }));

/** Texts that readers trip over. */
export const oddTexts: readonly string[] = [
  ...["", " ", "0", "-1", "1e999", "NaN", "true", "null", "[]", "{}", "a,b", "/", "//", "..", "../..", "*", "%", "%zz"],
  ...["__proto__", "constructor", "toString", "hasOwnProperty", "valueOf", "then", "length"],
  ...[forging, "\u0000", "\ud800", "é🔑", "\ufeff", "{{", "{{}}", "{{x}}", "{{__proto__.x}}", "{{fresh:x}}", "{{a.b}}"],
  ...["2030-02-30", "9999-12-31T23:59:59.999Z", "-271821-04-20T00:00:00Z", "+275760-09-13T00:00:00Z", "1h", "1e9d"],
  ...[
    "http://",
    "http://1.2.3.999",
    "file:/nowhere",
    "env:NOWHERE",
    "file:",
    "env:",
    "javascript:0",
    "x".repeat(5_000),
  ],
];

/** Values of every kind, next to what is expected and far from it. */
export const oddValues: readonly unknown[] = [
  ...oddTexts,
  ...[0, -0, 1, -1, 1.5, 404, 500, 99, 1e21, 1e308, -1e308, 5e-324],
  ...[Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER + 2, 253402300800000, 8.64e15, 8.64e15 + 1],
  ...[true, false, null, [], {}, [null], [[]], [{}], [0, "", {}], { "": 0 }, { a: { b: 1 } }],
  ...[{ toString: 0 }, { toJSON: 1 }, { length: 1e9 }, own("then", 1), own("__proto__", {}), own("constructor", null)],
  ...[deepList, deepObject],
];

/** Names of members that nobody chose, and some that objects have anyway. */
export const oddNames: readonly string[] = [
  "__proto__",
  "constructor",
  "toString",
  "",
  "a/b",
  "~1",
  "0",
  "$type",
  forging,
];

/** Long and wide ones; each costs as much as many others together. */
export const largeValues: readonly unknown[] = [
  "y".repeat(100_000),
  Array.from({ length: 3_000 }, (_, at) => at),
  Object.fromEntries(Array.from({ length: 3_000 }, (_, at) => [`k${at}`, at])),
];

/** An object with one member of its own, whatever its name means elsewhere. */
export function own(name: string, value: unknown, to: object = {}): object {
  return Object.defineProperty(to, name, { value, enumerable: true, configurable: true, writable: true });
}

function nested(depth: number, around: (inner: unknown) => unknown): unknown {
  let value: unknown = 0;
  for (let level = 0; level < depth; level += 1) value = around(value);
  return value;
}
