import { ApiError, authorize, type CheckLicenseRequest, createClient, createMock } from "license-api-kit";
import { handlers } from "license-api-kit/msw";
import { setupWorker } from "msw/browser";
import { apiUrl } from "./api-url.ts";

/** What the page saw of one answer. Plain data, since it travels to the test over the debugging protocol. */
export interface Answer {
  status: number;
  contentType: string | null;
  body: string;
  signed: boolean;
}

// "auto", because Date is a forbidden header: a page sets it and the browser drops it without a word.
const mock = createMock({ auth: "auto" });
const { credentials } = mock;
const worker = setupWorker(...handlers(mock, { baseUrl: apiUrl }));
const client = createClient({ baseUrl: apiUrl, credentials });

/** What the test calls, by name, in the page. Every fetch gives up by itself, since `page.evaluate` never does. */
const pageCalls = {
  workerStarted: worker.start({ quiet: true, onUnhandledRequest: "bypass" }),
  evaluatesText: evaluatesText(),

  async call(path: string, init: { method?: string; body?: string } = {}): Promise<Answer> {
    await ownTurn();
    const headers = { ...authorize(credentials), "content-type": "application/json" };
    const response = await fetch(`${apiUrl}${path}`, { ...init, headers, signal: AbortSignal.timeout(5_000) });
    const bytes = await response.arrayBuffer();
    return {
      status: response.status,
      contentType: response.headers.get("content-type"),
      body: new TextDecoder().decode(bytes),
      signed: await isSigned(bytes, response.headers.get("LicenseSignature")),
    };
  },

  async checkWithClient(input: CheckLicenseRequest): Promise<object> {
    await ownTurn();
    try {
      return await client.call("check-license", input);
    } catch (error) {
      if (error instanceof ApiError) return { refused: error.code };
      throw error;
    }
  },

  async ownServer(path: string): Promise<string> {
    return (await fetch(path, { signal: AbortSignal.timeout(5_000) })).text();
  },
};

/**
 * Leaves the debugger's call. While `page.evaluate` is on the stack Chromium allows `eval` whatever the policy says, so
 * code that runs there proves nothing about the policy.
 */
function ownTurn(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve));
}

function evaluatesText(): boolean {
  try {
    return new Function("return true")();
  } catch {
    return false;
  }
}

async function isSigned(bytes: ArrayBuffer, signature: string | null): Promise<boolean> {
  if (signature === null) return false;
  const algorithm = { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" };
  const spki = fromBase64(mock.publicKey.replace(/-----[^-]+-----|\s/g, ""));
  const key = await crypto.subtle.importKey("spki", spki, algorithm, false, ["verify"]);
  return crypto.subtle.verify(algorithm, key, fromBase64(signature), bytes);
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

declare global {
  var smoke: typeof pageCalls;
}
globalThis.smoke = pageCalls;
