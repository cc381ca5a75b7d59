import { describe, expect, test } from "vitest";
import { beyondBounds, createChunkBuffer } from "../src/api/bounds.ts";

const most = { depth: 2, members: 4 };

test.each([
  ["{}", undefined],
  ["[[1]]", undefined],
  ['{"a":[]}', undefined],
  ["[[],[]]", undefined],
  ["[{},{}]", undefined],
  ["[1,2,3,4]", undefined],
  ["[[[1]]]", "it is nested more than 2 deep"],
  ['{"a":{"b":{}}}', "it is nested more than 2 deep"],
  ["[{},[[]]]", "it is nested more than 2 deep"],
  ["[1,2,3,4,5]", "it has more than 4 members"],
  ["[[1],[2],[3]]", "it has more than 4 members"],
  ['["[[[,,,,,,{{"]', undefined],
  ['["\\"[[[,,,,,"]', undefined],
  ['["\\\\",[[]]]', "it is nested more than 2 deep"],
  ['"[[[', undefined],
])("%s: %s", (text, expected) => {
  expect(beyondBounds(text, most)).toBe(expected);
});

test("what nobody bounds is bounded at a depth of 100 and 200,000 members", () => {
  const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);
  expect([nested(100), nested(101)].map((text) => beyondBounds(text))).toEqual([
    undefined,
    "it is nested more than 100 deep",
  ]);
  const wide = (members: number) => `[${Array(members).fill(0).join(",")}]`;
  expect([wide(200_000), wide(200_001)].map((text) => beyondBounds(text))).toEqual([
    undefined,
    "it has more than 200000 members",
  ]);
});

describe("a buffer of chunks", () => {
  const chunk = (...bytes: number[]) => Uint8Array.from(bytes);

  test("gives what it took, in order and no more", () => {
    const buffer = createChunkBuffer();
    const all = Array.from({ length: 3_000 }, (_, at) => at % 251);
    expect(all.every((byte) => buffer.add(chunk(byte)))).toBe(true);
    expect([...buffer.bytes()]).toEqual(all);
  });

  test("takes a chunk that is larger than all before", () => {
    const buffer = createChunkBuffer();
    buffer.add(chunk(7));
    buffer.add(new Uint8Array(10_000).fill(9));
    expect([...buffer.bytes()]).toEqual([7, ...Array(10_000).fill(9)]);
  });

  test("takes up to its limit, and nothing of a chunk beyond", () => {
    const buffer = createChunkBuffer(3);
    expect([buffer.add(chunk(1, 2)), buffer.add(chunk(3, 4)), buffer.add(chunk(3)), buffer.add(chunk(4))]).toEqual([
      true,
      false,
      true,
      false,
    ]);
    expect([...buffer.bytes()]).toEqual([1, 2, 3]);
  });
});
