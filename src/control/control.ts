import { Hono } from "hono";
import type { Mock } from "../mock/create-mock.ts";

/** What the control API may be reached by. */
export interface ControlOptions {
  /** Host names besides loopback ones under which changes are taken. @default none */
  readonly hosts?: readonly string[];
}

/**
 * The control API under `/__mock`: what a test author does beside the License API. Health, public key and roles are
 * open to all. What changes something needs a JSON content type and a loopback Host, since any page in a browser can
 * post to loopback. The default key's credentials are given out under a loopback Host only.
 */
export function createControl(mock: Mock, { hosts = [] }: ControlOptions = {}): Hono {
  const control = new Hono().basePath("/__mock");
  control.use(async (context, next) => {
    const { method } = context.req;
    if (method !== "GET" && method !== "HEAD") {
      const complaint = whyRefused(context.req.header("host"), context.req.header("content-type"), hosts);
      if (complaint) return context.json({ error: complaint }, 403);
    }
    return next();
  });
  control.get("/health", (context) => context.json({ status: "ok", time: new Date(mock.clock.now()).toISOString() }));
  control.get("/public-key", (context) =>
    context.text(mock.publicKey, 200, { "content-type": "application/x-pem-file" }),
  );
  control.get("/roles", (context) => context.json(withOrigin(mock.roles, new URL(context.req.url).origin)));
  control.get("/credentials", (context) => {
    const complaint = whyRefused(context.req.header("host"), "application/json", hosts);
    return complaint ? context.json({ error: complaint }, 403) : context.json(mock.credentials);
  });
  control.post("/reset", (context) => {
    mock.reset();
    return context.json({ status: "reset" });
  });
  control.notFound((context) => context.json({ error: `there is no ${context.req.method} ${context.req.path}` }, 404));
  control.onError((error, context) => {
    console.error(error);
    return context.json({ error: `the control API failed: ${error.message}` }, 500);
  });
  return control;
}

/** Roles whose addresses are on this server, in full. */
function withOrigin(roles: Mock["roles"], origin: string): Mock["roles"] {
  const resolve = (role: Mock["roles"][string]) =>
    typeof role.token_url === "string" && role.token_url.startsWith("/")
      ? { ...role, token_url: origin + role.token_url }
      : role;
  return Object.fromEntries(Object.entries(roles).map(([name, role]) => [name, resolve(role)]));
}

function whyRefused(host: string | undefined, type: string | undefined, hosts: readonly string[]): string | undefined {
  if (!/^application\/json\b/i.test(type ?? "")) return "send content-type: application/json";
  const name = (host ?? "").replace(/:\d+$/, "").toLowerCase();
  const isLoopback = name === "localhost" || name === "[::1]" || /^127(\.\d{1,3}){3}$/.test(name);
  return isLoopback || hosts.some((allowed) => allowed.toLowerCase() === name)
    ? undefined
    : `the host ${name || "(none)"} may not change anything here`;
}
