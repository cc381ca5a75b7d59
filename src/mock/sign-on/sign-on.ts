import { plainPath } from "../../api/plain-path.ts";
import { base64Url, jwtContent } from "../oauth.ts";
import type { ApiRequest, ApiResponse } from "../request.ts";
import type { State } from "../state.ts";
import type { CustomerAccountRecord, Instant, SsoTokenRecord, UserRecord } from "../world/records.ts";
import type { World } from "../world/world.ts";
import { refusalPage, signOnPage } from "./pages.ts";
import { redirected, type SignOnRequest, spaceField } from "./redirect.ts";

const pagePath = /^\/realms\/([^/]+)\/protocol\/openid-connect\/auth$/;

/** Whether a request is for the page to which `sso_url` leads. */
export function isSignOn({ method, path }: ApiRequest): boolean {
  return (method === "GET" || method === "POST") && pagePath.test(plainPath(path));
}

/** The space whose page is asked for: browsers send neither a key nor a header of ours. */
export function spaceOfSignOn(request: ApiRequest): string | undefined {
  return isSignOn(request) ? (new URLSearchParams(request.query).get(spaceField) ?? undefined) : undefined;
}

/**
 * The page on which somebody chooses as whom to sign on, or refuses; then the way back to `redirect_uri`, with a `code`, or
 * with `id_token` and `access_token`, which calls take as `id_token`. What the vendor's page looks like does not matter to a
 * client; that access token and id token are one is assumed. documented: single sign-on URL
 */
export function answerSignOn(request: ApiRequest, at: Instant, state: State): ApiResponse | Promise<ApiResponse> {
  const asked = readSignOn(request, state);
  if (typeof asked === "string") return refusalPage(asked);
  if (request.method === "GET") return signOnPage(asked, usersOf(asked.account, state));
  if (isFromAnotherPage(request)) {
    return refusalPage("another page sent this form: choose a user on this one");
  }
  const form = new URLSearchParams(typeof request.body === "string" ? request.body : "");
  if (form.has("refuse")) return redirected(asked, { error: "access_denied", error_description: "The user refused" });
  const email = form.get("user");
  const user = usersOf(asked.account, state).find((one) => one.email === email);
  if (!user)
    return refusalPage(`there is no user ${JSON.stringify(email)} of the customer account ${asked.account.code}`);
  return asked.isImplicit ? withTokens(asked, user, at, state) : withCode(asked, user, state);
}

/** Browsers say where a form comes from: by Sec-Fetch-Site on loopback and under HTTPS, elsewhere by Origin alone. */
function isFromAnotherPage({ headers }: ApiRequest): boolean {
  const site = headers("sec-fetch-site");
  if (site !== undefined) return site === "cross-site" || site === "same-site";
  const origin = headers("origin");
  if (origin === undefined) return false;
  return !URL.canParse(origin) || new URL(origin).host !== headers("host")?.toLowerCase();
}

/** What was asked for, or what is wrong with it. */
function readSignOn({ path, query }: ApiRequest, { world }: State): SignOnRequest | string {
  const [, step] = pagePath.exec(plainPath(path)) as RegExpExecArray;
  const code = decoded(step as string);
  const account = [...world.customerAccounts.all()].find((one) => one.code === code && one.sso);
  if (!account) return `there is no customer account ${JSON.stringify(code)} with single sign-on`;
  const fields = new URLSearchParams(query);
  const target = fields.get("redirect_uri") ?? "";
  if (!isAddress(target)) {
    return `redirect_uri: found ${JSON.stringify(target.slice(0, 200))}, expected an address like http://localhost/callback or app://back`;
  }
  const type = fields.get("response_type") ?? "code";
  const isImplicit = /\btoken\b/.test(type);
  if (!isImplicit && type !== "code")
    return `response_type: found ${JSON.stringify(type.slice(0, 80))}, expected code or id_token token`;
  return { account, target, isImplicit, query, state: fields.get("state"), nonce: fields.get("nonce") };
}

/** Programs have addresses of their own kind; what a browser would run is none. */
function isAddress(text: string): boolean {
  return (
    URL.canParse(text) &&
    !/^(javascript|data|vbscript|blob|file|filesystem|view-source|about):/i.test(new URL(text).protocol)
  );
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

/** Users of the account; all of its company where it has none. */
function usersOf({ id, companyId }: CustomerAccountRecord, { world }: State): UserRecord[] {
  const all = [...world.users.all()].filter((user) => user.companyId === companyId);
  const own = all.filter(({ customerAccountId }) => customerAccountId === id);
  return own.length > 0 ? own : all;
}

function withCode(asked: SignOnRequest, user: UserRecord, { world }: State): ApiResponse {
  return world.transact(() => {
    const id = world.nextId();
    const token = `code-${id}`;
    giveSsoToken({ id, kind: "code", token, userId: user.id, customerAccountId: asked.account.id }, world);
    return redirected(asked, { code: token });
  });
}

/** So many that pages gave out are kept: the page is open to all, and must not fill a world. */
const mostGiven = 100;

function giveSsoToken(given: SsoTokenRecord, world: World): void {
  const isGiven = ({ token }: SsoTokenRecord) => /^code-\d{16}$|^eyJ[\w-]+\.[\w-]+\.[\w-]+$/.test(token);
  const all = [...world.ssoTokens.all()].filter(isGiven);
  for (const old of all.slice(0, Math.max(0, all.length - mostGiven + 1))) world.ssoTokens.remove(old);
  world.ssoTokens.add(given);
}

const lifetimeSeconds = 300;

/** A token like those of real servers: a JWT that the mock's public key verifies. */
async function withTokens(asked: SignOnRequest, user: UserRecord, at: Instant, state: State): Promise<ApiResponse> {
  const { world, sign } = state;
  const { account, nonce } = asked;
  const id = world.transact(() => world.nextId());
  const iat = Math.floor(at / 1_000);
  const claims = { sub: String(user.id), aud: account.code, email: user.email, iat, exp: iat + lifetimeSeconds };
  const content = jwtContent("RS256", { jti: String(id), ...claims, ...(nonce !== null && { nonce }) });
  const token = `${content}.${base64Url(await sign(content))}`;
  world.transact(() =>
    giveSsoToken({ id, kind: "id_token", token, userId: user.id, customerAccountId: account.id }, world),
  );
  return redirected(asked, {
    id_token: token,
    access_token: token,
    token_type: "Bearer",
    expires_in: String(lifetimeSeconds),
  });
}
