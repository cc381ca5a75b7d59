import { describe, expect, test } from "vitest";
import { ApiError } from "../src/api/errors.ts";
import { readOfflineBody } from "../src/api/offline-body.ts";
import { encodeText } from "../src/api/write-offline-request.ts";

const payload = { hardware_id: "Laptop-1", note: "schön" };
const encoded = encodeText(JSON.stringify(payload));

/** The code that a body is refused with, or its payload. */
function outcome(body: string, contentType?: string): unknown {
  try {
    return readOfflineBody(body, contentType).payload;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.code;
  }
}

describe("a file as it is", () => {
  test.each([
    ["its base64", encoded],
    ["broken into lines, as mail does it", encoded.replace(/(.{10})/g, "$1\r\n ")],
    ["between blank lines", `\n${encoded}\n`],
  ])("is read: %s", (_title, body) => {
    expect(outcome(body)).toEqual(payload);
    expect(outcome(body, "text/plain")).toEqual(payload);
  });

  test.each([
    ["", "missing_content"],
    [" \r\n ", "missing_content"],
    ["{}", "authorization_missing_params"],
    [btoa("\xff\xfe"), "invalid_json"],
    [encodeText("{"), "invalid_json"],
    [encodeText("[1]"), "invalid_json"],
    [encodeText("null"), "invalid_json"],
    [encodeText("5"), "invalid_json"],
  ])("is refused: %j is %s", (body, code) => {
    expect(outcome(body)).toBe(code);
  });
});

describe("a form", () => {
  const part = (disposition: string, content: string, newline = "\r\n") =>
    `--b${newline}Content-Type: text/plain${newline}Content-Disposition: form-data; ${disposition}${newline}${newline}${content}${newline}`;
  const file = part('name="file"; filename="request.lic"', encoded);

  test.each([
    ["with the file alone", "multipart/form-data; boundary=b", `${file}--b--`],
    ["whose boundary stands in quotes", 'multipart/form-data; boundary="b"', `${file}--b--`],
    ["whose boundary another parameter follows", "Multipart/Form-Data; boundary=b; charset=utf-8", `${file}--b--`],
    ["whose boundary another parameter goes before", "multipart/form-data; charset=utf-8; boundary=b", `${file}--b--`],
    ["with other fields before", "multipart/form-data; boundary=b", `${part('name="note"', "x")}${file}--b--`],
    [
      "with another file before",
      "multipart/form-data; boundary=b",
      `${part('name="x"; filename="file"', "x")}${file}--b--`,
    ],
    [
      "with a name that only begins so before",
      "multipart/form-data; boundary=b",
      `${part('name="files"', "x")}${file}--b--`,
    ],
    ["with a name without quotes", "multipart/form-data; boundary=b", `${part("name=file", encoded)}--b--`],
    ["with blanks behind the name", "multipart/form-data; boundary=b", `${part('name="file" ', encoded)}--b--`],
    [
      "whose lines end with a newline alone",
      "multipart/form-data; boundary=b",
      `${part('name="file"', encoded, "\n")}--b--`,
    ],
    [
      "whose file has a blank line inside",
      "multipart/form-data; boundary=b",
      `${part('name="file"', `${encoded}\r\n\r\n`)}--b--`,
    ],
    ["with a preamble", "multipart/form-data; boundary=b", `This is a form.\r\n${file}--b--`],
  ])("gives its file: %s", (_title, contentType, body) => {
    expect(outcome(body, contentType)).toEqual(payload);
  });

  test.each([
    ["that has no file", `${part('name="note"', encoded)}--b--`, "missing_parameters"],
    ["that has no part", "--b--", "missing_parameters"],
    ["whose header only speaks of one", `--b\r\nX-Note: name="file"\r\n\r\n${encoded}\r\n--b--`, "missing_parameters"],
    ["whose file is empty", `${part('name="file"', "")}--b--`, "missing_content"],
  ])("is refused: one %s", (_title, body, code) => {
    expect(outcome(body, "multipart/form-data; boundary=b")).toBe(code);
  });

  test("without a file is told that its file is missing", () => {
    expect(() => readOfflineBody("--b--", "multipart/form-data; boundary=b")).toThrow(/: file$/);
  });

  test("is only what says so", () => {
    expect(outcome(encoded, "multipart/form-data")).toEqual(payload);
    expect(outcome(encoded, "text/multipart/form-data; boundary=b")).toEqual(payload);
    expect(outcome(encoded, "multipart/form-database; boundary=b")).toEqual(payload);
  });
});

describe("a wrapped request", () => {
  const wrapped = (text: string) => readOfflineBody(encodeText(text));

  test("gives the text that was signed, its signature and what it asks", () => {
    expect(wrapped('{ "request": { "a" : 1 }, "signature": "s" }')).toEqual({
      payload: { a: 1 },
      wrapped: { text: '{ "a" : 1 }', signature: "s" },
    });
  });

  test.each(['{"request":{}}', '{"request":{},"signature":5}'])(
    "without a text as its signature has an empty one: %s",
    (text) => {
      expect(wrapped(text).wrapped).toEqual({ text: "{}", signature: "" });
    },
  );

  test.each(['{"request":[]}', '{"request":null}', '{"request":"x"}', "{}"])("is no list and no text: %s", (text) => {
    expect(wrapped(text)).toEqual({ payload: JSON.parse(text), wrapped: undefined });
  });
});
