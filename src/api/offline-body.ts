import { fromBase64 } from "./base64.ts";
import { beyondBounds } from "./bounds.ts";
import { ApiError } from "./errors.ts";
import { memberText } from "./member-text.ts";

/** An offline request, taken out of its body. */
export interface OfflineBody {
  readonly payload: Readonly<Record<string, unknown>>;
  /** Of the wrapped form: the payload's very text and the signature over it. */
  readonly wrapped: { readonly text: string; readonly signature: string } | undefined;
}

const decoder = new TextDecoder("utf-8", { fatal: true });

/**
 * Takes an offline request out of its body: base64 text of JSON, or a multipart form with it as `file`; flat, or wrapped
 * as `{ request, signature }`.
 *
 * @throws missing_content, missing_parameters (a form without a file), authorization_missing_params (no base64),
 * invalid_json
 */
export function readOfflineBody(body: string, contentType = ""): OfflineBody {
  if (body.trim() === "") throw new ApiError("missing_content");
  const encoded = contentOf(body, contentType).replace(/\s/g, "");
  if (encoded === "") throw new ApiError("missing_content");
  const text = decode(encoded);
  const value = parse(text);
  const { request, signature } = value;
  if (typeof request !== "object" || request === null || Array.isArray(request)) {
    return { payload: value, wrapped: undefined };
  }
  return {
    payload: request as OfflineBody["payload"],
    wrapped: { text: memberText(text, "request") ?? "", signature: typeof signature === "string" ? signature : "" },
  };
}

/** The file of a multipart form, or the whole body of any other type. */
function contentOf(body: string, type: string): string {
  const [, quoted, bare] = /^multipart\/form-data\b.*\bboundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type) ?? [];
  const boundary = quoted ?? bare;
  if (boundary === undefined) return body;
  for (const part of body.split(`--${boundary}`).slice(1)) {
    const [, head = "", content = ""] = /^\r?\n([\s\S]*?)\r?\n\r?\n([\s\S]*)$/.exec(part) ?? [];
    if (/^content-disposition:.*\bname="?file"?(;|\s|$)/im.test(head)) return content;
  }
  throw new ApiError("missing_parameters", { detail: "file" });
}

function decode(encoded: string): string {
  const bytes = fromBase64(encoded);
  if (!bytes) throw new ApiError("authorization_missing_params", { explanation: "the content is not base64" });
  try {
    return decoder.decode(bytes);
  } catch {
    throw new ApiError("invalid_json", { explanation: "the decoded content is not UTF-8" });
  }
}

function parse(text: string): Record<string, unknown> {
  const beyond = beyondBounds(text);
  if (beyond !== undefined)
    throw new ApiError("invalid_json", { explanation: `the request cannot be read: ${beyond}` });
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new ApiError("invalid_json", { explanation: (error as Error).message });
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new ApiError("invalid_json", { explanation: "expected an object" });
}
