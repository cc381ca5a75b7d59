import type { WorldRole } from "../generated/types.ts";
import { usageError } from "./usage-error.ts";

/** What a running mock says of itself, enough to call it. */
export interface MockFacts {
  readonly baseUrl: string;
  readonly credentials: { readonly apiKey: string; readonly sharedKey: string };
  readonly publicKey: string;
  readonly roles: Readonly<Record<string, WorldRole | readonly WorldRole[]>>;
}

/**
 * Asks a running mock about itself.
 *
 * @throws a usage error that names the flag which gave the address
 */
export async function readMock(url: string, flag: string): Promise<MockFacts> {
  const baseUrl = url.replace(/\/+$/, "");
  const ask = async (path: string) => {
    const address = `/__mock/${path}`;
    const answer = await fetch(`${baseUrl}${address}`, { signal: AbortSignal.timeout(10_000) }).catch(
      (error: Error) => {
        throw usageError(`${flag} ${url}: no answer (${(error.cause as Error | undefined)?.message ?? error.message})`);
      },
    );
    if (!answer.ok) throw usageError(`${flag} ${url}: HTTP ${answer.status} at ${address}, expected a mock server`);
    return answer;
  };
  try {
    return {
      baseUrl,
      credentials: (await (await ask("credentials")).json()) as MockFacts["credentials"],
      publicKey: await (await ask("public-key")).text(),
      roles: (await (await ask("roles")).json()) as MockFacts["roles"],
    };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw usageError(`${flag} ${url}: its answers are no JSON, expected a mock server`);
  }
}
