import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { RequestHandler } from "msw";
import type { Call, Credentials } from "./signed-request.ts";

/** The plain request that the core takes. */
export interface ApiRequest {
  method: string;
  path: string;
  query: string;
  headers(name: string): string | undefined;
  body: string;
}

/** The plain answer that the core gives. */
export interface ApiResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** As much of a mock as the benchmarks use. */
export interface Mock {
  handle(request: ApiRequest): Promise<ApiResponse>;
  fetch(request: Request): Promise<Response>;
  /** A new space, called with credentials of its own. */
  space(): { credentials: Credentials };
  journal: { entries(): readonly unknown[]; clear(): void };
}

/** The headers that authorize a call. */
export type AuthorizationHeaders = Record<"Date" | "Authorization", string>;

/** As much of the built package as the benchmarks use. Types come from here and not from `src/`: `dist/` is measured. */
export interface Kit {
  createMock(options?: { world?: unknown; journal?: number }): Mock;
  authorize(credentials: Credentials, date?: Date): AuthorizationHeaders | Promise<AuthorizationHeaders>;
}

/** The built msw adapter. */
export interface MswAdapter {
  handlers(mock: Mock, options: { baseUrl: string }): RequestHandler[];
}

/** Loads the built package of this folder. */
export async function loadKit(root: string): Promise<Kit> {
  return (await import(pathToFileURL(join(root, "dist/index.js")).href)) as Kit;
}

/** Loads the built msw adapter of this folder. */
export async function loadMswAdapter(root: string): Promise<MswAdapter> {
  return (await import(pathToFileURL(join(root, "dist/msw.js")).href)) as MswAdapter;
}

/** A call as the core takes it. */
export function apiRequest(call: Call, authorization: AuthorizationHeaders): ApiRequest {
  const values: Record<string, string> = {
    date: authorization.Date,
    authorization: authorization.Authorization,
    accept: "application/json",
    "content-type": "application/json",
  };
  const [path = "", query = ""] = call.target.split("?");
  return {
    method: call.method,
    path,
    query,
    headers: (name) => values[name] ?? values[name.toLowerCase()],
    body: call.body ?? "",
  };
}

/** The `LicenseSignature` of a plain answer, whatever the header's case. */
export function signatureOf({ headers }: ApiResponse): string | undefined {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === "licensesignature")?.[1];
}
