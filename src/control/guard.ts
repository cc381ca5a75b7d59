import { InputError } from "../api/input-error.ts";
import { spaceOfToken } from "../api/shard.ts";
import { type ControlRefusal, refusal } from "./refusal.ts";

/** Who may control a mock. */
export interface ControlOptions {
  /** Host names besides loopback ones under which calls are taken. @default none */
  readonly hosts?: readonly string[];
  /** What every call that is not open to all must bring as `Authorization: Bearer`, wherever it comes from. @default none */
  readonly token?: string;
  /** Origin whose pages may call. @default none */
  readonly cors?: string;
  /** Whether the server is about to end, so that nobody is sent to it any more. @default never */
  readonly isDraining?: () => boolean;
}

/** What the guard looks at. */
export interface ControlCaller {
  readonly method: string;
  /** Gives a header by its name. */
  header(name: string): string | undefined;
  /** Address of the other end of the connection, undefined where nothing says it. */
  readonly peer: string | undefined;
}

/** What a caller may control: everything, one space, or nothing, with the reason. */
export interface Rights {
  /** Name of the only space whose controls are open to it. */
  readonly space?: string;
  /** Why it may do nothing but what is open to all. */
  readonly refusal?: ControlRefusal;
}

/**
 * What a caller may do beside what is open to all. Who shows the token of a space may control that space. Without a
 * token it must be on this machine, by its address and by the Host it asks for, as any page in a browser can reach
 * loopback under a name of its own. A change needs a JSON content type, which no page can send to another origin unasked.
 *
 * @param tokenOf gives the token of a space, whether there is one of the name or not.
 */
export function rightsOf(caller: ControlCaller, options: ControlOptions, tokenOf: (space: string) => string): Rights {
  const { token } = options;
  const bearer = bearerOf(caller);
  const space = spaceOfToken(bearer);
  const isOfSpace = space !== undefined && isSame(bearer, tokenOf(space));
  const isKnown = isOfSpace || (token !== undefined && isSame(bearer, token));
  if (token !== undefined && !isKnown) {
    return {
      refusal: refusal(401, "Authorization: expected Bearer and the control token of this server, or that of a space"),
    };
  }
  const refused = isKnown ? undefined : whyNotFromHere(caller, options);
  if (refused) return { refusal: refused };
  if (isChange(caller.method) && !/^application\/json\b/i.test(caller.header("content-type") ?? "")) {
    return { refusal: refusal(403, "send content-type: application/json") };
  }
  return isOfSpace ? { space } : {};
}

/** Whether a caller is on this machine and says so, where that is what matters. */
export function mayControl(caller: ControlCaller, options: ControlOptions): boolean {
  return options.token === undefined && whyNotFromHere(caller, options) === undefined;
}

function whyNotFromHere(caller: ControlCaller, { hosts = [] }: ControlOptions): ControlRefusal | undefined {
  if (!isLoopbackAddress(caller.peer)) {
    return refusal(
      403,
      `the address ${caller.peer ?? "(none)"} may not control this mock; set a control token for that`,
    );
  }
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

function bearerOf(caller: ControlCaller): string {
  return /^Bearer +(\S+)$/i.exec(caller.header("authorization") ?? "")?.[1] ?? "";
}

/** How long it takes tells nothing of where the two differ. */
function isSame(given: string, token: string): boolean {
  let difference = given.length ^ token.length;
  for (let at = 0; at < token.length; at++) difference |= token.charCodeAt(at) ^ (given.charCodeAt(at) || 0);
  return difference === 0;
}

/** @throws TypeError for a token that no header can carry */
export function requireToken(token: string | undefined): void {
  if (token === undefined) return;
  if (!/^[\x21-\x7e]+$/.test(token))
    throw new InputError(
      "controlToken: found an empty text, or blanks or letters beyond ASCII in it, expected a secret",
    );
  if (/^[\da-f]{2}-/.test(token))
    throw new InputError("controlToken: found two digits and a hyphen at its beginning, as tokens of spaces have them");
}
