import { expect, test } from "vitest";
import { memberText } from "../src/api/member-text.ts";

test.each([
  ['{"request":{"a":1}}', '{"a":1}'],
  ['{ "request" : { "a" : [ 1, 2 ] } , "signature":"x" }', '{ "a" : [ 1, 2 ] }'],
  ['\t{\r\n\t"signature":\t"x" ,\r\n "request"\t:\r\n{"a":1}\t}', '{"a":1}'],
  ['{"before":{"request":1},"request":{"a":2}}', '{"a":2}'],
  ['{"request":1,"request":{"a":2}}', '{"a":2}'],
  ['{"request":{"a":"}"},"b":"{"}', '{"a":"}"}'],
  ['{"request":{"a":"\\"}"},"b":1}', '{"a":"\\"}"}'],
  ['{"request":{"a":"\\\\"},"b":1}', '{"a":"\\\\"}'],
  ['{"a":"\\"request\\":1","request":[[1],[2]]}', "[[1],[2]]"],
  ['{"request":"a \\" text, }"}', '"a \\" text, }"'],
  ['{"a":12,"request":-1.5e3}', "-1.5e3"],
  ['{"request":true ,"a":null}', "true"],
  ['{"request":1\t}', "1"],
  ['{"request":1\n,"a":2}', "1"],
  ['{"request":1\r,"a":2}', "1"],
  ['{"a":null,"request":null}', "null"],
  ['{"re\\u0071uest":{"a":1}}', '{"a":1}'],
  ['{"other":{"a":1}}', undefined],
  ["{}", undefined],
  ["{ }", undefined],
])("of %s the member request is %s", (json, expected) => {
  expect(() => JSON.parse(json)).not.toThrow();
  expect(memberText(json, "request")).toBe(expected);
});
