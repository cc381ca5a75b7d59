import { InputError } from "../api/input-error.ts";
import { type ControlRefusal, refusal } from "./refusal.ts";

/** Who may control a mock. */
export interface ControlOptions {
  /** Host names besides loopback ones under which calls are taken. @default none */
  readonly hosts?: readonly string[];
  /** What every call that is not open to all must bring as `Authorization: Bearer`, wherever it comes from. @default none */
  readonly token?: string;
  /** Origin whose pages may call. @default none */
  readonly cors?: string;
}

/** What the guard looks at. */
export interface ControlCaller {
  readonly method: string;
  /** Gives a header by its name. */
  header(name: string): string | undefined;
  /** Address of the other end of the connection, undefined where nothing says it. */
  readonly peer: string | undefined;
}

/**
 * Why a caller may not do what is not open to all. Without a token it must be on this machine, by its address and by
 * the Host it asks for, as any page in a browser can reach loopback under a name of its own. A change needs a JSON
 * content type, which no page can send to another origin unasked.
 */
export function whyRefused(caller: ControlCaller, options: ControlOptions): ControlRefusal | undefined {
  const { token, hosts = [] } = options;
  if (token !== undefined && !isBearer(caller.header("authorization"), token)) {
    return refusal(401, "Authorization: expected Bearer and the control token of this server");
  }
  if (token === undefined && !isLoopbackAddress(caller.peer)) {
    return refusal(
      403,
      `the address ${caller.peer ?? "(none)"} may not control this mock; set a control token for that`,
    );
  }
  if (isChange(caller.method) && !/^application\/json\b/i.test(caller.header("content-type") ?? "")) {
    return refusal(403, "send content-type: application/json");
  }
  if (token !== undefined) return undefined;
  const name = (caller.header("host") ?? "").replace(/:\d+$/, "").toLowerCase();
  if (isLoopbackName(name) || hosts.some((allowed) => allowed.toLowerCase() === name)) return undefined;
  return refusal(
    403,
    `the host ${name.slice(0, 80) || "(none)"} may not control this mock; allow it as a host, or set a control token`,
  );
}

function isChange(method: string): boolean {
  return method !== "GET" && method !== "HEAD";
}

function isLoopbackAddress(address: string | undefined): boolean {
  return address === "::1" || /^(::ffff:)?127(\.\d{1,3}){3}$/i.test(address ?? "");
}

function isLoopbackName(name: string): boolean {
  return name === "localhost" || name === "[::1]" || /^127(\.\d{1,3}){3}$/.test(name);
}

/** How long it takes tells nothing of where the two differ. */
function isBearer(authorization: string | undefined, token: string): boolean {
  const given = /^Bearer +(\S+)$/i.exec(authorization ?? "")?.[1] ?? "";
  let difference = given.length ^ token.length;
  for (let at = 0; at < token.length; at++) difference |= token.charCodeAt(at) ^ (given.charCodeAt(at) || 0);
  return difference === 0;
}

/** @throws TypeError for a token that no header can carry */
export function requireToken(token: string | undefined): void {
  if (token === undefined || /^[\x21-\x7e]+$/.test(token)) return;
  throw new InputError("controlToken: found an empty text, or blanks or letters beyond ASCII in it, expected a secret");
}
