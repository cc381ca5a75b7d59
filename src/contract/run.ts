import { authorize, type Credentials } from "../api/authorization.ts";
import { endpointRow } from "../api/endpoints.ts";
import { type Clock, wallClock } from "../api/wall-clock.ts";
import type { Answer, CaseRequest, ContractCase, OfflineBody, OfflinePayload, Role, Scene } from "./case.ts";
import { type Breach, check } from "./check.ts";
import { flatOffline } from "./offline.ts";

/** The server under test. */
export interface Target {
  /** Address, without `/api/v4`. */
  readonly baseUrl: string;
  readonly credentials: Credentials;
  /** Its roles by name; `about` is for people and never sent. */
  readonly roles: Readonly<Record<string, Role | undefined>>;
  /** PEM of the key that verifies its signatures. */
  readonly publicKey?: string;
}

/** How a case went. */
export interface CaseResult {
  readonly case: ContractCase;
  /** `blocked`: a role is missing, so nothing was asked. Never counts as passed. */
  readonly verdict: "pass" | "fail" | "blocked";
  /** What broke the contract, or which roles are missing. */
  readonly breaches: readonly Breach[];
  /** What was sent and what came, in order. */
  readonly exchanges: readonly { readonly request: Request; readonly answer: Answer }[];
}

/** What a run needs. */
export interface RunOptions {
  readonly target: Target;
  readonly cases: readonly ContractCase[];
  /** @default the platform's fetch */
  readonly fetch?: (request: Request) => Promise<Response>;
  /** Time that requests are dated with. @default the machine's */
  readonly now?: Clock;
}

/** Runs cases one after the other and gives each result as it comes. It knows no test runner. */
export async function* runContract({ cases, ...options }: RunOptions): AsyncGenerator<CaseResult> {
  for (const contractCase of cases) yield await runCase(contractCase, options);
}

/** Runs one case: its steps in order, up to the first that breaks the contract. */
export async function runCase(
  contractCase: ContractCase,
  { target, fetch = globalThis.fetch, now = wallClock }: Omit<RunOptions, "cases">,
): Promise<CaseResult> {
  const missing = contractCase.needs.filter((name) => target.roles[name] === undefined);
  if (missing.length > 0) {
    const breaches = missing.map((name) => ({ rule: "case" as const, message: `the target has no role ${name}` }));
    return { case: contractCase, verdict: "blocked", breaches, exchanges: [] };
  }
  const exchanges: { request: Request; answer: Answer }[] = [];
  for (const step of contractCase.steps) {
    const scene: Scene = { role: (name) => roleOf(target, name), seen: exchanges.map(({ answer }) => answer) };
    const request = step.request(scene);
    const sent = buildRequest(request, target, new Date(now()));
    const answer = await answerOf(await fetch(sent.clone()));
    exchanges.push({ request: sent, answer });
    const { expect } = step;
    const breaches = await check({ request, answer, expect, scene, target });
    if (breaches.length > 0) return { case: contractCase, verdict: "fail", breaches, exchanges };
  }
  return { case: contractCase, verdict: "pass", breaches: [], exchanges };
}

function roleOf({ roles }: Target, name: string): Role {
  const { about: _about, ...fields } = roles[name] ?? {};
  return fields;
}

function buildRequest(request: CaseRequest, target: Target, now: Date): Request {
  const { endpoint, input, raw, authorize: sign = usual, path } = request;
  const row = endpointRow(endpoint);
  const url = `${target.baseUrl.replace(/\/+$/, "")}${path ?? row.path}`;
  const headers = { ...sign({ credentials: target.credentials, now }), Accept: "application/json" };
  if (row.method === "GET") return new Request(`${url}?${raw ?? queryOf(input)}`, { headers: { ...headers, ...json } });
  if (row.body !== "offline") {
    return new Request(url, { method: "POST", headers: { ...headers, ...json }, body: raw ?? JSON.stringify(input) });
  }
  const { text, type = "text/plain" } = raw === undefined ? offlineBody(request, target, now) : { text: raw };
  return new Request(url, { method: "POST", headers: { ...headers, "Content-Type": type }, body: text });
}

const json = { "Content-Type": "application/json" };

function offlineBody({ input, encode = flatOffline }: CaseRequest, { credentials }: Target, now: Date): OfflineBody {
  const payload = { date: now.toUTCString(), api_key: credentials.apiKey, ...input };
  return encode(payload as unknown as OfflinePayload, credentials);
}

function usual({ credentials, now }: { credentials: Credentials; now: Date }): Record<string, string> {
  return authorize(credentials, now);
}

function queryOf(input: CaseRequest["input"]): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(input)) query.set(name, String(value));
  return query.toString();
}

async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  return { status: response.status, headers: Object.fromEntries(response.headers), text, body: parsed(text) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
