import { portableCryptography, type Signer } from "../../src/api/cryptography.ts";
import { endpointRow } from "../../src/api/endpoints.ts";
import { licenseSignatureText, signatureHeader, signatureId } from "../../src/api/signature.ts";
import { testPrivateKey } from "../../src/generated/fixtures.ts";
import { blankSignatures, embedSignatures } from "../../src/mock/signing.ts";
import { anew, type Call, type Fields, isTo, nameOf, readCall } from "./call.ts";
import type { Fetch } from "./mutant.ts";

/** An answer as a mutant sees it. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/** Name of the signature's header, as platforms give it. */
export const headerName = signatureHeader.toLowerCase();

/** Signs a text with the test key, as the mock does. What was signed is remembered: mutants say the same again and again. */
export const sign = remembered(portableCryptography.createSigner(testPrivateKey));

function remembered(signer: Signer): Signer {
  const signatures = new Map<string, Promise<string>>();
  return (text) => {
    const known = signatures.get(text) ?? signer(text);
    if (signatures.size > 50_000) signatures.clear();
    signatures.set(text, known);
    return known;
  };
}

/** Reads an answer. */
export async function readReply(response: Response): Promise<Reply> {
  return { status: response.status, headers: Object.fromEntries(response.headers), text: await response.text() };
}

/** The response that an answer stands for. */
export function toResponse({ status, headers, text }: Reply): Response {
  return new Response(text, { status, headers });
}

/** An answer under a signature that fits its text. */
export async function signed(reply: Reply): Promise<Response> {
  return toResponse(await signedAsIs(reply));
}

/** The same, before it is a response. */
export async function signedAsIs(reply: Reply): Promise<Reply> {
  return { ...reply, headers: { ...reply.headers, [headerName]: await sign(reply.text) } };
}

/** An answer whose body was made over, under signatures inside and outside that fit it, for whom the call names. */
export async function resigned(reply: Reply, { endpoint, input }: Call): Promise<Reply> {
  const body: unknown = parsed(reply.text);
  const row = endpointRow(nameOf(endpoint));
  if (row.embeds !== undefined && input.hardware_id !== undefined && reply.status === 200) {
    blankSignatures(row, body);
    await embedSignatures(row, input, body, sign);
  }
  const text = typeof body === "string" ? reply.text : JSON.stringify(body);
  return signedAsIs({ ...reply, text });
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** A success without a request behind it. */
export function success(body: unknown): Promise<Response> {
  const isText = typeof body === "string";
  const type = `${isText ? "text/plain" : "application/json"}; charset=utf-8`;
  return signed({ status: 200, headers: { "content-type": type }, text: isText ? body : JSON.stringify(body) });
}

/** A refusal without a request behind it. */
export function refusal(status: number, code: string): Promise<Response> {
  const headers = { "content-type": "application/json; charset=utf-8" };
  return signed({ status, headers, text: JSON.stringify({ status, code, message: "refused" }) });
}

/** The code that an answer refuses with. */
export function codeOf({ status, text }: Reply): string | undefined {
  return status === 200 ? undefined : (JSON.parse(text) as { code?: string }).code;
}

/** Sends answers on as they are made over, with no signature but the one they have. */
export function repliesAs(endpoints: string, change: (reply: Reply, call: Call) => Reply | Promise<Reply>) {
  return (fetch: Fetch): Fetch =>
    async (request) => {
      const call = await readCall(request);
      const response = await fetch(anew(call));
      return isTo(call, endpoints) ? toResponse(await change(await readReply(response), call)) : response;
    };
}

/** Makes the bodies of successes over and signs them again; undefined leaves one as it is. */
export function succeedsWith(endpoints: string, change: (body: never, call: Call) => unknown) {
  return (fetch: Fetch): Fetch =>
    async (request) => {
      const call = await readCall(request);
      const reply = await readReply(await fetch(anew(call)));
      if (reply.status !== 200 || !isTo(call, endpoints)) return toResponse(reply);
      const isText = reply.headers["content-type"]?.startsWith("text/plain");
      const body = await change((isText ? reply.text : JSON.parse(reply.text)) as never, call);
      if (body === undefined) return toResponse(reply);
      return signed({ ...reply, text: typeof body === "string" ? body : JSON.stringify(body) });
    };
}

/** Makes refusals over, those of one code or all, and signs them again. */
export function refusesWith(
  endpoints: string,
  code: string,
  change: (error: Fields) => Fields & { readonly status?: unknown },
) {
  return (fetch: Fetch): Fetch =>
    async (request) => {
      const call = await readCall(request);
      const reply = await readReply(await fetch(anew(call)));
      if (!isTo(call, endpoints) || (codeOf(reply) !== code && !(code === "*" && reply.status !== 200))) {
        return toResponse(reply);
      }
      return signed({ ...reply, text: JSON.stringify(change(JSON.parse(reply.text) as Fields)) });
    };
}

/** `license_signature` anew, over the text that it should cover or another. */
export async function withSignature<L extends Fields>(license: L, { input }: Call, textOf = licenseSignatureText) {
  const facts = {
    hardware_id: String(input.hardware_id),
    id: signatureId(input, license as Parameters<typeof signatureId>[1]),
    validity_period: license.validity_period as string | null,
  };
  return { ...license, license_signature: await sign(textOf(facts)) };
}
