import { verifySignature } from "../api/cryptography.ts";
import { type EndpointName, errorCodesOf } from "../api/endpoints.ts";
import { type ErrorCode, errors, isErrorCode } from "../api/errors.ts";
import { signatureHeader } from "../api/signature.ts";
import { breaches, validate } from "../api/validate.ts";

/** An answer to look at by itself, without the request that it came to: a platform's response, or its parts. */
export type AnyResponse =
  | Response
  | { readonly status: number; readonly headers: Headers | Readonly<Record<string, string>>; readonly body: string };

/** An answer's parts. */
export interface ReadResponse {
  readonly status: number;
  readonly text: string;
  readonly body: unknown;
  header(name: string): string | undefined;
}

/** Reads an answer without using it up. */
export async function readResponse(response: AnyResponse): Promise<ReadResponse> {
  const text = response instanceof Response ? await response.clone().text() : response.body;
  const headers = response.headers instanceof Headers ? response.headers : new Headers({ ...response.headers });
  return { status: response.status, text, body: parsed(text), header: (name) => headers.get(name) ?? undefined };
}

/** How an answer breaks the contract of an endpoint: as a success, or as an error that the endpoint may give. */
export function complaintsAbout({ status, body, header }: ReadResponse, endpoint: EndpointName): string[] {
  const complaints: string[] = [];
  if (header(signatureHeader) === undefined) complaints.push(`there is no ${signatureHeader} header`);
  if (status === 200) {
    const schema = `${endpoint}.response` as const;
    return [
      ...complaints,
      ...breaches(schema, body).map(({ path, message }) => `${path || "the body"} ${message} (${schema}.json)`),
    ];
  }
  complaints.push(
    ...validate("error", body).map(({ path, message }) => `${path || "the body"} ${message} (error.json)`),
  );
  const { code } = (body ?? {}) as { code?: unknown };
  if (typeof code !== "string" || !isErrorCode(code)) return [...complaints, `${code} is no code of the API`];
  if (!errorCodesOf(endpoint).includes(code)) complaints.push(`${code} is no code of ${endpoint}`);
  return [...complaints, ...complaintsAboutStatus(status, code)];
}

/** How an answer misses being an error of a code. */
export function complaintsAboutError({ status, body }: ReadResponse, code: ErrorCode): string[] {
  const found = (body ?? {}) as { code?: unknown; status?: unknown };
  if (status === 200) return [`it is a success, HTTP 200`];
  if (found.code !== code) return [`its code is ${found.code}`];
  const broken = validate("error", body).map(({ path, message }) => `${path || "the body"} ${message} (error.json)`);
  return [...broken, ...complaintsAboutStatus(status, code)];
}

function complaintsAboutStatus(status: number, code: ErrorCode): string[] {
  const expected: number[] = code === "signature_mismatch" ? [401, 400] : [errors[code].status];
  return expected.includes(status) ? [] : [`HTTP ${status}, expected ${expected.join(" or ")} for ${code}`];
}

/** How an answer's signature is wrong under a public key. */
export async function complaintsAboutSignature({ text, header }: ReadResponse, publicKey: string): Promise<string[]> {
  const signature = header(signatureHeader);
  if (signature === undefined) return [`there is no ${signatureHeader} header`];
  if (await verifySignature(publicKey, text, signature)) return [];
  return [`the ${signatureHeader} header does not fit the bytes of the body under this key`];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
