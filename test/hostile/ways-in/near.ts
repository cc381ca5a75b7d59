import fc from "fast-check";
import { forging, largeValues, oddNames, oddTexts, oddValues, own } from "./odd-values.ts";

/** What becomes of one place in a value: where it is, what is done there, and with which odd value. */
export type Edit = readonly [where: number, how: number, what: number];

type Change = (value: unknown, what: number) => unknown;

/** What may be done to a value by itself. */
const changes: readonly Change[] = [
  (_value, what) => pick(oddValues, what),
  (_value, what) => pick(oddValues, what),
  (value) => [value],
  (value, what) => own(pick(oddNames, what), value),
  (value, what) => (typeof value === "string" ? value + pick(oddTexts, what) : pick(oddTexts, what)),
  (value, what) => (typeof value === "string" ? value.slice(0, what % (value.length + 1)) : `${JSON.stringify(value)}`),
  (value, what) => (typeof value === "number" ? value * pick([-1, 0, 1.5, 1e9, 1e300], what) : what),
  (value, what) => (what % 40 === 0 ? pick(largeValues, what / 40) : value === null ? {} : null),
];

type MemberChange = (members: [string, unknown][], at: number, what: number) => [string, unknown][];

/** What may be done to a member of an object or an item of a list. */
const memberChanges: readonly MemberChange[] = [
  (members, at) => members.filter((_member, index) => index !== at),
  (members, at) => members.filter((_member, index) => index !== at),
  (members, at, what) => members.with(at, [pick(oddNames, what), members[at]?.[1]]),
  (members, at, what) => members.with(at, [misspelt(members[at]?.[0] ?? "", what), members[at]?.[1]]),
  (members, at) =>
    members.flatMap((member, index) => (index === at ? [member, [`${member[0]}2`, member[1]]] : [member])),
  (members, at, what) => [...members, [pick(oddNames, what), members[at]?.[1]]],
  (members, at, what) => members.with(at, [members[at]?.[0] ?? "", pick(members, what)?.[1]]),
];

const edit: fc.Arbitrary<Edit> = fc.tuple(
  fc.nat(0x7fffffff),
  fc.nat(changes.length + memberChanges.length - 1),
  fc.nat(997),
);

/** Up to three edits. Fewer are simpler. */
export const someEdits = fc.array(edit, { maxLength: 3, size: "max" });

/** A copy of a value with edits, each somewhere in it. */
export function withEdits(value: unknown, edits: readonly Edit[]): unknown {
  return edits.reduce(edited, value);
}

/** Values near valid ones. */
export function near(valid: readonly unknown[]): fc.Arbitrary<unknown> {
  return fc.tuple(fc.nat(valid.length - 1), someEdits).map(([at, edits]) => withEdits(valid[at], edits));
}

/** How a text of a value is spoilt as a text: none of it at 0. */
const spoils: readonly ((text: string, where: number, what: number) => string)[] = [
  ...Array.from({ length: 12 }, () => (text: string) => text),
  (text, where) => text.slice(0, where % (text.length + 1)),
  (text, where, what) => insert(text, where, pick(oddTexts, what)),
  (text, where, what) =>
    insert(text, where, pick(['"', "{", "]", ",", ":", "\\", "\n", "\t", "//", "#", "&a ", "*a", "- "], what)),
  (text, where) => text.slice(where % (text.length + 1)),
  (text) => text + text,
  (text) => `\ufeff${text}`,
  (text) => text.replace("{", `{"__proto__":{"a":1},"constructor":null,`),
  (_text, where, what) => pick(["[", '{"a":', "- ", "{a: ", "[[\n"], what).repeat(1 + (where % 3_000)),
  (_text, _where, what) => pick(oddTexts, what),
  (text, where) => insert(text, where, "[".repeat(120) + "]".repeat(120)),
];

/** Texts near those of valid values: the values are edited, then the text that is written of them. */
export function nearText(
  valid: readonly unknown[],
  write: (value: unknown) => string = (value) => JSON.stringify(value) ?? "",
): fc.Arbitrary<string> {
  return fc
    .tuple(near(valid), fc.nat(spoils.length - 1), fc.nat(0x7fffffff), fc.nat(997))
    .map(([value, how, where, what]) => (spoils[how] ?? String)(write(value), where, what));
}

/** Texts near valid ones. */
export function nearWritten(valid: readonly string[]): fc.Arbitrary<string> {
  const spoil = fc.tuple(fc.nat(spoils.length - 1), fc.nat(0x7fffffff), fc.nat(997));
  return fc
    .tuple(fc.nat(valid.length - 1), fc.array(spoil, { maxLength: 3, size: "max" }))
    .map(([at, all]) =>
      all.reduce((text, [how, where, what]) => (spoils[how] ?? String)(text, where, what), valid[at] ?? ""),
    );
}

/** A text of a list, or one that is odd. */
export function nearName(names: readonly string[], odd = 0.2): fc.Arbitrary<string> {
  const kinds = Math.max(2, Math.round(1 / odd));
  return fc.tuple(fc.nat(kinds - 1), fc.nat(997)).map(([kind, what]) => {
    if (kind < kinds - 1) return pick(names, what);
    return what % 3 === 0 ? misspelt(pick(names, what), what) : pick(oddTexts, what);
  });
}

/** An item of a list, by any number. */
export function pick<Item>(list: readonly Item[], at: number): Item {
  return list[at % list.length] as Item;
}

function insert(text: string, where: number, what: string): string {
  const at = where % (text.length + 1);
  return text.slice(0, at) + what + text.slice(at);
}

function misspelt(name: string, what: number): string {
  return pick([name.slice(1), `${name}x`, name.toUpperCase(), `${name} `, name + forging], what);
}

function edited(value: unknown, [where, how, what]: Edit): unknown {
  return changed(value, Math.imul(where, 0x9e3779b1) >>> 0, how, what);
}

/** Goes down as far as the number says, and copies what is on the way. */
function changed(value: unknown, where: number, how: number, what: number): unknown {
  const members = typeof value === "object" && value !== null ? Object.entries(value) : [];
  const turn = where % (members.length + 1);
  if (turn === members.length) return (changes[how % changes.length] as Change)(value, what);
  const rest = Math.floor(where / (members.length + 1));
  const inMember = memberChanges[how - changes.length];
  if (inMember !== undefined && rest % 2 === 0) return joined(inMember(members, turn, what), Array.isArray(value));
  const [name, inner] = members[turn] as [string, unknown];
  return joined(members.with(turn, [name, changed(inner, rest >> 1, how, what)]), Array.isArray(value));
}

function joined(members: readonly (readonly [string, unknown])[], isList: boolean): unknown {
  if (isList) return members.map(([, value]) => value);
  const object = {};
  for (const [name, value] of members) own(name, value, object);
  return object;
}
