import { expect, test } from "vitest";
import { readOwnFiles } from "../src/cli/own-cases.ts";
import { inFolder } from "./own-cases.ts";

// Every wrong file is told of with its line and column, what was found, what was expected and the nearest name.

const roles = ["activeKeyLicense", "disabledLicense"];

/** A case of one check, with lines of its own, and with others around it. */
const check = (lines: string, around = "") => `exchanges:
  - request: { endpoint: check-license, role: activeKeyLicense }
    expected: success
${lines}
${around}`;
const request = (fields: string) => `exchanges:\n  - request: ${fields}\n    expected: success\n`;
const expected = (end: string) => request("{ endpoint: check-license }").replace("success", end);
const change = (around: string) => `${around}\n${request("{ endpoint: activate-license, role: activeKeyLicense }")}`;

test.each<readonly [what: string, text: string, place: string, message: string]>([
  ["an unknown member", check("", "effects: none"), "5:10", "did you mean effect?"],
  ["an unknown member of a request", request("{ endpoint: check-license, rol: x }"), "2:46", "did you mean role?"],
  ["an unknown member of an exchange", check("    keeps: { a: /b }"), "4:12", "did you mean keep?"],
  ["an unknown member of an end", expected("{ statuss: 200 }"), "3:26", "did you mean status?"],
  ["a misspelt list of calls", "exchange: []", "1:1", "with exchanges or log, not exchange"],
  ["a list where a case should be", "[]", "1:1", "expected a case file"],
  ["an empty file", "", "1:1", "found null, expected a case file"],
  ["calls that are no list", "exchanges: 1", "1:12", "must be array"],
  ["no call", "exchanges: []", "1:12", "expected one call or more"],
  ["a call without an end", "exchanges:\n  - request: { endpoint: check-license }", "2:5", "expected: found nothing"],
  ["an unknown endpoint", request("{ endpoint: check-licence }"), "2:26", "did you mean check-license?"],
  ["an endpoint as it stands in paths", request("{ endpoint: check_license }"), "2:26", "did you mean check-license?"],
  [
    "a method that is another",
    request("{ endpoint: check-license, method: POST }"),
    "2:49",
    'found "POST", expected GET',
  ],
  ["a method that is none", request("{ endpoint: check-license, method: PUT }"), "2:49", "must be one of GET or POST"],
  ["a path that is none", request("{ endpoint: check-license, path: x }"), "2:47", "must match ^/"],
  [
    "an unknown role",
    request("{ endpoint: check-license, role: activeKeyLicence }"),
    "2:47",
    "did you mean activeKeyLicense?",
  ],
  ["an input that is no object", request("{ endpoint: check-license, input: 1 }"), "2:48", "must be object"],
  [
    "a header that cannot be left out",
    request("{ endpoint: check-license, without: [dat] }"),
    "2:51",
    "must be one of authorization or date",
  ],
  ["an end that is no word for one", expected("succes"), "3:15", "did you mean success?"],
  ["an end that says nothing", expected("{}"), "3:15", "expected success, refusal, or an object"],
  ["an unknown code", expected("{ code: license_not_activ }"), "3:23", "did you mean license_not_active?"],
  ["a status that is none", expected("{ status: 99 }"), "3:25", "must not be below 100"],
  ["a code of a success", expected("{ status: 200, code: license_not_active }"), "3:25", "a status of 400 or higher"],
  ["an unknown matcher", expected("{ contains: { id: { $abov: 1 } } }"), "3:42", "did you mean $above?"],
  ["a matcher among members", expected("{ contains: { id: { $above: 1, a: 1 } } }"), "3:33", "expected $above alone"],
  ["a type that there is not", expected("{ contains: { id: { $type: text } } }"), "3:42", "one of string, number"],
  [
    "a bound that is no number",
    expected("{ contains: { id: { $above: much } } }"),
    "3:43",
    "a number, or a placeholder",
  ],
  ["evidence that is misspelt", check("", "evidence: our"), "5:11", "did you mean ours?"],
  ["evidence without its page", check("", "evidence: documented"), "5:11", "documented: PAGE"],
  ["evidence that only a target file gives", check("", "evidence: 'declared: x'"), "5:11", "ours, assumed, inviolable"],
  ["a pointer that is none", check("    keep: { id: license_id }"), "4:17", "a JSON pointer into the body"],
  ["a name that cannot be kept", check("    keep: { my id: /id }"), "4:20", "a name of letters and digits"],
  [
    "a name that is kept twice",
    check("    keep: { id: /id }", "  - request: { endpoint: versions }\n    expected: success\n    keep: { id: /id }"),
    "7:17",
    "another name than that of /exchanges/0/keep/id",
  ],
  ["an unclosed placeholder", request("{ endpoint: versions, input: { product: '{{product' } }"), "2:54", "two braces"],
  [
    "a placeholder that nothing keeps",
    request("{ endpoint: versions, input: { a: '{{licence}}' } }"),
    "2:48",
    "and none does",
  ],
  [
    "a placeholder that is misspelt",
    check(
      "    keep: { license: /id }",
      "  - request: { endpoint: versions, input: { a: '{{licence}}' } }\n    expected: success",
    ),
    "5:48",
    "did you mean license?",
  ],
  [
    "a placeholder that the same answer keeps",
    check("    keep: { id: /id }").replace("success", "{ contains: { id: '{{id}}' } }"),
    "3:33",
    "a name that an earlier call keeps",
  ],
  [
    "a kind of placeholder that is none",
    request("{ endpoint: versions, input: { a: '{{fesh:x}}' } }"),
    "2:48",
    "did you mean fresh?",
  ],
  [
    "a field of an unknown role",
    request("{ endpoint: versions, input: { a: '{{disabledLicence.product}}' } }"),
    "2:48",
    "did you mean disabledLicense?",
  ],
  [
    "a change without an effect",
    change(""),
    "1:1",
    "/effect: found nothing, expected none, reversible or permanent, as activate-license",
  ],
  ["an effect that is none", change("effect: permanant"), "1:9", "did you mean permanent?"],
  ["a change that nothing puts back", change("effect: reversible"), "1:1", "/undo: found nothing"],
  ["an undo of nothing", check("", "undo: [{ endpoint: versions }]"), "1:1", "as there is an undo"],
  ["an empty undo", change("effect: reversible\nundo: []"), "2:7", "must not be empty"],
  [
    "an undo of an unknown endpoint",
    change("effect: reversible\nundo: [{ endpoint: deactivate }]"),
    "2:20",
    "the name of an endpoint",
  ],
  [
    "an undo that rests on an answer",
    check("    keep: { id: /id }", "effect: permanent\nundo: [{ endpoint: versions, input: { a: '{{id}}' } }]"),
    "6:42",
    "an undo must be possible after a crash too",
  ],
  ["an id that is none", check("", "id: our case"), "5:5", "a name of letters, digits"],
  ["an id of this kit", check("", "id: check_license/ok"), "5:5", "an id that no other case has; this kit has it"],
  ["YAML that is none", "exchanges: [\n  - a", "2:3", "this is not YAML"],
  ["a member that stands twice", "about: a\nabout: b", "2:1", "this is not YAML"],
  ["a tag", "about: !!js a", "1:8", "this is not YAML"],
  ["two documents", "about: a\n---\nabout: b", "2:1", "this is not YAML"],
])("%s", async (_what, text, place, message) => {
  const error = await inFolder({ "own.yaml": text }, (folder) => refusal(() => readOwnFiles([folder], roles)));
  expect(error).toContain(message);
  expect(error).toMatch(new RegExp(`own\\.yaml:${place}: `));
  expect(error).not.toContain("\n");
});

test.each([
  ["JSON that is none", '{ "exchanges": [', "own.json:1:17: this is not JSON"],
  [
    "JSON with a wrong name",
    '// ours\n{ "exchanges": [{ "request": { "endpoint": "x" }, "expected": "success" }] }',
    "own.json:2:44: ",
  ],
])("%s", async (_what, text, message) => {
  const error = await inFolder({ "own.json": text }, (folder) => refusal(() => readOwnFiles([folder], roles)));
  expect(error).toContain(message);
});

test.each([
  ["nested too deep", "own.json", `{ "exchanges": ${"[".repeat(200)}${"]".repeat(200)} }`, "nested more than 100 deep"],
  ["nested far too deep", "own.yaml", `exchanges: ${"[".repeat(20_000)}`, "own.yaml"],
  ["that holds itself", "own.yaml", "exchanges: &a [*a]", "own.yaml"],
  ["that grows as it is read", "own.yaml", bomb(), "own.yaml: this is not YAML"],
  ["of no known kind", "own.txt", "exchanges: []", "found no file that ends in .yaml, .yml, .json or .har"],
])("a file %s is refused", async (_what, name, text, message) => {
  const error = await inFolder({ [name]: text }, (folder) => refusal(() => readOwnFiles([folder], roles)));
  expect(error).toContain(message);
});

test("two files of one id, and a folder that is not there", async () => {
  const text = `id: ours\n${request("{ endpoint: versions }")}`;
  const error = await inFolder({ "a.yaml": text, "b.yml": text }, (folder) => refusal(() => readOwnFiles([folder])));
  expect(error).toMatch(/b\.yml:1:5: \/id: found "ours", expected an id that no other case has; .*a\.yaml has it/);
  expect(await refusal(() => readOwnFiles(["nowhere"]))).toContain("--cases nowhere: ENOENT");
});

test("a file is named by its path in the folder, or by its id", async () => {
  const text = request("{ endpoint: versions, input: { product: key-app } }");
  const files = {
    "a b.yaml": text,
    "c.json":
      '{ "id": "shop/versions", "exchanges": [{ "request": { "endpoint": "versions" }, "expected": "success" }] }',
  };
  const ids = await inFolder(files, (folder) => readOwnFiles([folder]).map(({ id }) => id));
  expect(ids).toEqual(["a-b", "shop/versions"]);
});

/** The usage error that something ends in. */
function refusal(read: () => unknown): string {
  try {
    read();
  } catch (error) {
    expect((error as Error).name).toBe("UsageError");
    return (error as Error).message;
  }
  throw new Error("it was taken");
}

/** Each line holds ten of the one before. */
function bomb(): string {
  const lines = Array.from({ length: 9 }, (_, at) => `a${at + 1}: &a${at + 1} [${`*a${at}, `.repeat(10)}]`);
  return `a0: &a0 x\n${lines.join("\n")}\n`;
}
