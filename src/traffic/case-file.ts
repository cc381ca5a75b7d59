import { callerCodes, type EndpointName } from "../api/endpoints.ts";
import { isErrorCode } from "../api/errors.ts";
import { matchEndpoint } from "../api/match-endpoint.ts";
import type { CaseExchange, CaseFile } from "../generated/types.ts";
import { hideInAnswer, hideSecrets, type Secrets, spoilSecrets } from "./placeholders.ts";
import type { RecordedCall } from "./recorded-call.ts";
import { recordedInput } from "./request-fields.ts";
import { mayChange } from "./written-request.ts";

/** What is recorded of how a call ended. */
type RecordedEnd = Exclude<CaseExchange["expected"], string>;

/** A case file with the secrets that it hides, where the recording showed them. */
export interface CasesWithSecrets {
  readonly file: CaseFile;
  readonly secrets: Secrets;
  /** When the first call was made, in milliseconds since 1970; 0 where nobody knows. */
  readonly startedAt: number;
}

/**
 * Writes calls, a journal's entries say, as a case file: what was asked and what came, in order, to be replayed. Secrets
 * are placeholders in it, API keys and signatures are not in it at all. Calls that cannot be replayed are left out, with
 * the reason.
 */
export function caseFileOf(calls: readonly RecordedCall[]): CaseFile {
  return caseFileWithSecrets(calls).file;
}

/** The same, with the secrets aside. */
export function caseFileWithSecrets(calls: readonly RecordedCall[]): CasesWithSecrets {
  const secrets: Secrets = new Map();
  const exchanges: CaseExchange[] = [];
  const leftOut: { call: string; reason: string }[] = [];
  for (const call of calls) {
    try {
      exchanges.push(exchangeOf(call, secrets));
    } catch (error) {
      leftOut.push({ call: `${call.method} ${call.path}`, reason: (error as Error).message });
    }
  }
  const changes = exchanges.some(({ request }) => mayChange(request));
  const file = { ...(changes && { effect: "permanent" as const }), exchanges, ...(leftOut.length > 0 && { leftOut }) };
  return { file, secrets, startedAt: calls[0]?.wallAt ?? 0 };
}

function exchangeOf(call: RecordedCall, secrets: Secrets): CaseExchange {
  const endpoint = endpointOf(call);
  requireReplayable(call);
  const { method, path } = call;
  const expected = expectedOf(call);
  const brought = recordedInput(call, endpoint);
  const fields =
    "raw" in brought ? brought : { input: { ...hideSecrets(spoilt(brought.input, expected.code), secrets) } };
  const without = (["authorization", "date"] as const).filter((name) => call.requestHeaders[name] === undefined);
  return {
    request: {
      ...{ endpoint, method: method as "GET" | "POST", path, ...fields },
      ...(expected.code === "missing_headers" && without.length > 0 && { without }),
    },
    expected,
  };
}

function endpointOf({ method, path }: RecordedCall): EndpointName {
  try {
    return matchEndpoint({ method, path });
  } catch {
    throw new Error("it is no call of the License API");
  }
}

/** Codes about who is asking, by its signature, key or token. */
const aboutTheCaller: readonly string[] = [
  ...callerCodes.filter((code) => code !== "missing_headers"),
  "offline_signature_mismatch",
];

/** Codes about a password, token or code that was sent. */
const aboutSecrets = ["authentication_failure", "sso_customer_account_token_error"];

function requireReplayable(call: RecordedCall): void {
  const { path, query, requestBody, fault, tweaks } = call;
  if (call.status === undefined) throw new Error("no answer came");
  if (fault) throw new Error(`the fault ${fault.kind} took part in it`);
  if (tweaks && tweaks.length > 0) throw new Error("a tweak changed its answer");
  if ([path, query, requestBody].some(isCut)) throw new Error("it is too long to have been kept in full");
  if (/^\((not UTF-8|over 1 MiB)\)$|^\[.* characters that are no JSON\]$/.test(requestBody)) {
    throw new Error("its body was not kept");
  }
  const { code } = expectedOf(call);
  if (code !== undefined && aboutTheCaller.includes(code)) {
    throw new Error(`it was refused with ${code}, for who asked or how it was signed, and a replay signs anew`);
  }
}

function expectedOf({ status = 0, answerBody }: RecordedCall): RecordedEnd {
  const body = answerBody === undefined || isCut(answerBody) ? undefined : parsed(answerBody);
  const { code } = (body ?? {}) as { code?: unknown };
  if (status >= 400 && typeof code === "string" && isErrorCode(code)) return { status, code };
  return { status, ...(body !== undefined && { body: hideInAnswer(body) as NonNullable<RecordedEnd["body"]> | null }) };
}

function spoilt(input: Readonly<Record<string, unknown>>, code: string | undefined): Readonly<Record<string, unknown>> {
  return code !== undefined && aboutSecrets.includes(code) ? spoilSecrets(input) : input;
}

function isCut(text: string): boolean {
  return /… \(\d+ letters more\)$/.test(text);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
