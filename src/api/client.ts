import type { Requests, Responses } from "../generated/types.ts";
import { authorize, type Credentials } from "./authorization.ts";
import { beyondBounds, bounds } from "./bounds.ts";
import { verifySignature } from "./cryptography.ts";
import { type EndpointName, endpointRow } from "./endpoints.ts";
import { ApiError, isErrorCode } from "./errors.ts";
import { readBytes } from "./read-bytes.ts";
import { type OfflineClaims, signatureHeader } from "./signature.ts";
import { wallClock } from "./wall-clock.ts";
import { encodeText, writeOfflineRequest } from "./write-offline-request.ts";

/** How a client reaches a server. */
export interface ClientOptions {
  /** Address of the server, with or without `/api/v4` at its end. */
  readonly baseUrl: string;
  /** What signs the calls: an API key with its shared key, or an OAuth access token. */
  readonly credentials: Credentials | { readonly accessToken: string };
  /** @default the platform's fetch */
  readonly fetch?: (request: Request) => Promise<Response>;
  /**
   * PEM of the server's public key; given, every answer's v2 signature is verified. Errors, bare texts and empty bodies may
   * have none: whether the service signs those is not known.
   */
  readonly publicKey?: string;
}

/** A small typed client, for tests and quick starts. */
export interface Client {
  /**
   * Calls an endpoint and gives its answer.
   *
   * @throws ApiError with the server's code, status and message where it refuses; an Error where the answer is not the
   * API's, its signature is wrong, or it goes beyond 4 MiB, 100 levels or 200,000 members. Redirects are not followed.
   */
  call<E extends EndpointName>(endpoint: E, input: Requests[E]): Promise<Responses[E]>;
}

/** Makes a client; each call is signed with the credentials and the time of the call. */
export function createClient({ baseUrl, credentials, fetch, publicKey }: ClientOptions): Client {
  const root = baseUrl.replace(/\/+$/, "").replace(/\/api\/v4$/, "");
  return {
    call: async (endpoint, input) => {
      const send = fetch ?? globalThis.fetch; // looked up for each call, as msw replaces the platform's one later
      const response = await send(buildRequest(root, endpoint, input, credentials));
      const text = await readText(response);
      const isJson = response.headers.get("content-type")?.includes("json");
      const mayBeUnsigned = (!response.ok || !isJson) && !response.headers.has(signatureHeader);
      if (publicKey !== undefined && !mayBeUnsigned) await requireSignature(response, text, publicKey);
      if (!response.ok) throw refusalOf(response, text);
      return isJson ? JSON.parse(text) : text;
    },
  };
}

function buildRequest(
  root: string,
  endpoint: EndpointName,
  input: object,
  credentials: ClientOptions["credentials"],
): Request {
  const { method, path, body } = endpointRow(endpoint);
  const headers = { ...authorization(credentials), Accept: "application/json" };
  const redirect = "manual"; // a redirect would take the call to a server that nobody chose
  if (method === "GET") return new Request(`${root}${path}?${queryOf(input)}`, { method, headers, redirect });
  const [type, text] =
    body === "offline" ? ["text/plain", offlineText(input, credentials)] : ["application/json", JSON.stringify(input)];
  return new Request(root + path, { method, headers: { ...headers, "Content-Type": type }, body: text, redirect });
}

function authorization(credentials: ClientOptions["credentials"]): Record<string, string> {
  if ("apiKey" in credentials) return authorize(credentials);
  return { Date: new Date(wallClock()).toUTCString(), Authorization: `Bearer ${credentials.accessToken}` };
}

/** An offline request gets its account, its date and its signature where it has none; under OAuth it brings its own. */
function offlineText(input: object, credentials: ClientOptions["credentials"]): string {
  if ("accessToken" in credentials) return encodeText(JSON.stringify(input));
  const payload = { api_key: credentials.apiKey, date: new Date(wallClock()).toUTCString(), ...input };
  return writeOfflineRequest(payload as OfflineClaims, credentials);
}

function queryOf(input: object): URLSearchParams {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined && value !== null) query.set(name, String(value));
  }
  return query;
}

async function readText(response: Response): Promise<string> {
  const bytes = await readBytes(response);
  if (bytes === undefined) throw new Error(`the answer has more than ${bounds.bytes} bytes`);
  const text = new TextDecoder().decode(bytes);
  const beyond = beyondBounds(text);
  if (beyond !== undefined) throw new Error(`the answer cannot be read: ${beyond}`);
  return text;
}

async function requireSignature(response: Response, text: string, publicKey: string): Promise<void> {
  const signature = response.headers.get(signatureHeader);
  if (signature === null) throw new Error(`the answer has no ${signatureHeader} header`);
  if (!(await verifySignature(publicKey, text, signature))) {
    throw new Error(`the ${signatureHeader} header does not fit the answer`);
  }
}

function refusalOf(response: Response, text: string): Error {
  try {
    const { code, message } = JSON.parse(text) as { code: unknown; message: unknown };
    if (response.status >= 400 && typeof code === "string" && isErrorCode(code)) {
      const explanation = response.headers.get("X-Mock-Explain");
      const error = new ApiError(code, { status: response.status, ...(explanation !== null && { explanation }) });
      error.message = String(message);
      return error;
    }
  } catch {
    // Not JSON: reported below like every other answer that is not the API's.
  }
  return new Error(`HTTP ${response.status}, which is not an answer of the License API: ${text.slice(0, 200)}`);
}
