import type { Command } from "commander";
import { type ConnectOptions, createSend, type Send, serverAt } from "../../control/client/send.ts";
import { requireToken } from "../../control/guard.ts";
import { jsonLines, type Lines, print } from "../print.ts";
import { asUsage, failure, usageError } from "../usage-error.ts";

/** Flags that every command of `ctl` takes. */
export interface ConnectionFlags {
  readonly url: string;
  readonly space?: string;
  readonly token?: string;
  readonly json?: true;
}

/** How `ctl` ends where it could not do what it was told. */
export const ctlStatus = { refused: 1, unreachable: 3 } as const;

/** What calls a server, and the space of it that is meant; one that there is not is refused, never made by a slip of the pen. */
export interface ServerConnection {
  readonly send: Send;
  readonly space: string | undefined;
}

/**
 * Asks a server and prints its answer: for people, or as JSON where `--json` says so.
 *
 * @param write the answer for people; nothing is printed where it is empty.
 * @throws a failure with the server's words, or with how to start one
 */
export async function askServer<Answer>(
  command: Command,
  question: (connection: ServerConnection) => Promise<Answer>,
  write: (answer: Answer) => Lines,
): Promise<void> {
  const { json, ...flags } = command.optsWithGlobals<ConnectionFlags>();
  const answer = await answered(question(connect(flags)));
  const lines = json ? jsonLines(answer ?? {}) : write(answer);
  if (lines.length > 0) print(lines);
}

/** @throws a usage error that shows neither the token nor the address, which may hold secrets */
function connect({ url, space, token }: ConnectionFlags): ServerConnection {
  asUsage("--token", () => requireToken(token));
  const { username, password } = new URL(url);
  if (username + password !== "") throw usageError("--url: found a user or a password in it, expected none");
  const options: ConnectOptions = { fetch: (request) => reach(request, url), ...(token !== undefined && { token }) };
  return { space, send: createSend(serverAt(url), options) };
}

/** How long a server may take for an answer. */
const patienceMs = 30_000;

async function reach(request: Request, url: string): Promise<Response> {
  try {
    const response = await fetch(request, { signal: AbortSignal.timeout(patienceMs) });
    const text = await response.text();
    if (!response.headers.get("content-type")?.includes("json")) {
      throw new Error(`it answered HTTP ${response.status} without JSON, as no mock server does`);
    }
    return new Response(text, response);
  } catch (error) {
    throw unreachable(url, error as Error);
  }
}

function unreachable(url: string, { message, cause }: Error): Error {
  const { message: words, code } = (cause ?? {}) as NodeJS.ErrnoException;
  const { port } = new URL(url);
  const start = `license-api-kit serve${port === "" ? "" : ` --port ${port}`}`;
  const hint = `start one with ${start}, or name its address by --url or LICENSE_API_KIT_URL`;
  return failure(ctlStatus.unreachable, `no mock server at ${url} (${words || code || message}); ${hint}`);
}

async function answered<Answer>(question: Promise<Answer>): Promise<Answer> {
  try {
    return await question;
  } catch (error) {
    if (!(error instanceof Error && "status" in error)) throw error;
    throw failure(ctlStatus.refused, error.message);
  }
}
