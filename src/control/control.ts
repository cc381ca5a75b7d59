import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import { InputError } from "../api/input-error.ts";
import { bugText } from "../api/printable.ts";
import { shardHeader } from "../mock/answers.ts";
import type { Mock } from "../mock/create-mock.ts";
import { isStoreFailure } from "../mock/space/store.ts";
import { type ControlOptions, type Rights, rightsOf } from "./guard.ts";
import { type ControlCall, operationHandlers } from "./handlers.ts";
import type { Operation } from "./operation.ts";
import { type OperationName, operationRows } from "./operations.ts";
import { readControlBody, readControlQuery } from "./read-call.ts";
import { type ControlRefusal, refusal } from "./refusal.ts";
import { requireHere, requireSpace } from "./spaces.ts";

export type { ControlOptions };

/** What the server says of a call beside the request: where it comes from. */
interface Environment {
  readonly Bindings: { readonly peer?: string | undefined };
  readonly Variables: { rights: Rights };
}

/**
 * The control API under `/__mock`: what a test author does beside the License API. Every route is a row of `operations`;
 * who may call it is for the guard, what is wrong with a call comes as `{ "error": "…" }`.
 */
export function createControl(mock: Mock, options: ControlOptions = {}): Hono<Environment> {
  const control = new Hono<Environment>().basePath("/__mock");
  if (options.cors !== undefined) control.use(corsFor(options.cors));
  control.use((context, next) => {
    const rights = rightsOf(callerOf(context), options, mock.tokenOf);
    if (rights.refusal && !isOpen(context, options)) throw rights.refusal;
    context.set("rights", rights);
    return next();
  });
  for (const [name, row] of operationRows) {
    control.on(row.method, row.path, (context) => answer(name, row, mock, context, options));
  }
  control.notFound((context) => refuse(unknownRoute(context), context));
  control.onError((error, context) => refuse(error, context));
  return control;
}

async function answer(
  name: OperationName,
  row: Operation,
  mock: Mock,
  context: Context<Environment>,
  options: ControlOptions,
): Promise<Response> {
  const { req } = context;
  if (!URL.canParse(req.url)) throw refusal(400, "found a Host that no address can have, expected that of this server");
  const { searchParams, origin } = new URL(req.url);
  const rights = context.get("rights");
  const steps = req.param() as Record<string, string>;
  const named = req.header("x-mock-space") ?? searchParams.get("space") ?? rights.space;
  const refused = row.ofServer && row.isOpen ? rights.refusal : whyOutside(rights, row.ofServer ? steps.name : named);
  if (refused && (!isOpen(context, options) || named !== undefined)) throw refused;
  const about = row.ofServer ? steps.name : named;
  if (about !== undefined) {
    await requireHere(about, mock);
    await mock.load(about);
  }
  const isDraining = options.isDraining?.() ?? false;
  const handle = operationHandlers[name] as (call: ControlCall) => unknown;
  const isTold = !refused && rights.space === undefined;
  const space = row.ofServer || named === undefined ? mock : requireSpace(named, mock, isTold);
  const call = {
    ...{ mock, space, isStranger: refused !== undefined, isTold, isDraining, steps, origin },
    query: readControlQuery(searchParams, row),
    body: row.takes === undefined ? undefined : readControlBody(await req.text(), row),
  };
  const given = await (row.ofServer ? handle(call) : space.during(() => handle(call)));
  if (row.gives === "pem") return context.text(given as string, 200, { "content-type": "application/x-pem-file" });
  const status = name === "health" && isDraining ? 503 : (row.status ?? 200);
  return context.json(given, status, { "cache-control": "no-store" });
}

function corsFor(origin: string) {
  return cors({
    origin,
    allowMethods: ["GET", "POST", "PUT", "PATCH", "DELETE"],
    allowHeaders: ["Authorization", "Content-Type", "X-Mock-Space"],
    maxAge: 600,
  });
}

function callerOf({ req, env }: Context<Environment>) {
  return { method: req.method, header: (name: string) => req.header(name), peer: env?.peer };
}

/** The token of a space opens that space. */
function whyOutside({ space, refusal: refused }: Rights, wanted: string | undefined): ControlRefusal | undefined {
  if (refused || space === undefined || space === wanted) return refused;
  return refusal(403, `this is the token of the space ${space}, expected the control token of this server`);
}

/** With a control token only what tells nothing of anybody is open without it. */
function isOpen({ req }: Context<Environment>, { token }: ControlOptions): boolean {
  const isRead = req.method === "GET" || req.method === "HEAD";
  const row = operationRows.find(([, { path }]) => `/__mock${path}` === req.path)?.[1];
  return isRead && (row?.isOpen === "always" || (row?.isOpen === "without-token" && token === undefined));
}

/** What was given and cannot be taken is said; whatever else is thrown is a bug of the mock. */
function refuse(error: Error & Partial<ControlRefusal>, context: Context<Environment>): Response {
  const status = error instanceof InputError ? (error.status ?? 400) : 500;
  if (status === 401) context.header("WWW-Authenticate", "Bearer");
  if (error.shard !== undefined) context.header(shardHeader, error.shard);
  if (isStoreFailure(error)) return context.json({ error: `nothing was changed, as ${error.message}` }, 503);
  if (status < 500) return context.json({ error: error.message }, status as ContentfulStatusCode);
  console.error(bugText(error));
  return context.json({ error: "the control API failed on this call, the log says how" }, 500);
}

function unknownRoute(context: Context<Environment>): ControlRefusal {
  const { method, path } = context.req;
  const here = operationRows.filter(([, row]) => patternOf(row).test(path)).map(([, row]) => row.method);
  if (here.length === 0)
    return refusal(404, `there is no ${path.slice(0, 200)}; GET /__mock/openapi.json says what there is`);
  const allowed = here.join(", ");
  context.header("Allow", allowed);
  return refusal(405, `${path.slice(0, 200)} takes no ${method}, expected ${allowed}`);
}

function patternOf({ path }: Operation): RegExp {
  return new RegExp(`^/__mock${path.replace(/:\w+/g, "[^/]+").replace(/\./g, "\\.")}$`);
}
