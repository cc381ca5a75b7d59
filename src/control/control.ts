import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Mock } from "../mock/create-mock.ts";
import type { Space } from "../mock/space/space.ts";
import { type ControlOptions, whyRefused } from "./guard.ts";
import { readBody } from "./read-body.ts";
import { readQuery } from "./read-query.ts";
import { type Refusal, type Route, refusal } from "./route.ts";
import { routes } from "./routes.ts";
import { requireSpace } from "./space-routes.ts";

export type { ControlOptions };

/** What the server says of a call beside the request: where it comes from. */
interface Environment {
  readonly Bindings: { readonly peer?: string | undefined };
}

/**
 * The control API under `/__mock`: what a test author does beside the License API. Every route is a row of `routes`;
 * who may call it is for the guard, what is wrong with a call comes as `{ "error": "…" }`.
 */
export function createControl(mock: Mock, options: ControlOptions = {}): Hono<Environment> {
  const control = new Hono<Environment>().basePath("/__mock");
  if (options.cors !== undefined) control.use(corsFor(options.cors));
  control.use((context, next) => {
    if (!isOpen(context)) {
      const complaint = whyRefused(callerOf(context), options);
      if (complaint) throw complaint;
    }
    return next();
  });
  for (const route of routes) control.on(route.method, route.path, (context) => answer(route, mock, context));
  control.notFound((context) => refuse(unknownRoute(context), context));
  control.onError((error, context) => refuse(error, context));
  return control;
}

async function answer(route: Route, mock: Mock, context: Context<Environment>): Promise<Response> {
  const { req } = context;
  const { searchParams, origin } = new URL(req.url);
  const named = req.header("x-mock-space") ?? searchParams.get("space") ?? undefined;
  const given = await route.answer({
    mock,
    space: route.inSpace && named !== undefined ? spaceNamed(named, route, mock) : mock,
    step: (name) => req.param(name) ?? "",
    query: readQuery(searchParams, route),
    body: route.takes === undefined ? {} : readBody(await req.text(), route),
    origin,
  });
  if (route.gives === "pem") return context.text(given as string, 200, { "content-type": "application/x-pem-file" });
  return context.json(given, route.status ?? 200, { "cache-control": "no-store" });
}

/** Which spaces there are is not told to everybody. */
function spaceNamed(name: string, { isOpen }: Route, mock: Mock): Space {
  if (!isOpen || mock.findSpace(name)) return requireSpace(name, mock);
  throw refusal(404, `space: there is no space ${JSON.stringify(name.slice(0, 80))}`);
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

function isOpen({ req }: Context<Environment>): boolean {
  const isRead = req.method === "GET" || req.method === "HEAD";
  return isRead && routes.some((route) => route.isOpen && `/__mock${route.path}` === req.path);
}

/** What is thrown at bad input says what it found or expected; an error of the engine's own is a bug of the mock. */
function refuse(error: Error & Partial<Refusal>, context: Context<Environment>): Response {
  const status = error.status ?? (isBug(error) ? 500 : 400);
  if (status === 401) context.header("WWW-Authenticate", "Bearer");
  if (status < 500) return context.json({ error: error.message }, status as ContentfulStatusCode);
  console.error(error);
  return context.json({ error: "the control API failed on this call, the log says how" }, 500);
}

function isBug(error: Error): boolean {
  const isEngines = [TypeError, RangeError, ReferenceError, SyntaxError].some((kind) => error instanceof kind);
  return isEngines && !/expected/.test(error.message);
}

function unknownRoute(context: Context<Environment>): Refusal {
  const { method, path } = context.req;
  const here = routes.filter((route) => patternOf(route).test(path)).map((route) => route.method);
  if (here.length === 0)
    return refusal(404, `there is no ${path.slice(0, 200)}; GET /__mock/openapi.json says what there is`);
  const allowed = here.join(", ");
  context.header("Allow", allowed);
  return refusal(405, `${path.slice(0, 200)} takes no ${method}, expected ${allowed}`);
}

function patternOf({ path }: Route): RegExp {
  return new RegExp(`^/__mock${path.replace(/:\w+/g, "[^/]+").replace(/\./g, "\\.")}$`);
}
