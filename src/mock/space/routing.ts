import { ApiError } from "../../api/errors.ts";
import { type Shard, shardOf, shardPrefix, shardText } from "../../api/shard.ts";
import { refuseCall } from "../pipeline.ts";
import type { ApiRequest, ApiResponse } from "../request.ts";
import { spaceOfSignOn } from "../sign-on/sign-on.ts";
import { type Credential, credentialOf, hasCredential } from "./credential.ts";
import type { OwnedSpace } from "./space.ts";
import { mainName } from "./space.ts";
import { explainUnknownSpace, type Spaces } from "./spaces.ts";
import { isStoreFailure, type Store } from "./store.ts";

/** Header by which a call names its space. */
const spaceHeader = "x-mock-space";

/** Where calls go. */
export interface Routing {
  readonly main: OwnedSpace;
  readonly spaces: Spaces;
  /** Whether the main space takes no calls. */
  readonly requireSpace: boolean;
  /** Where spaces are kept that are not here. */
  readonly store: Store | undefined;
  /** Which part of all spaces is kept here, undefined for all. */
  readonly shard: Shard | undefined;
  /** Whether others take its spaces over from now on: it refuses nobody any more who does not know that yet. */
  isLeaving(): boolean;
  /** A space of nobody, in which no key is known: strangers cannot tell it from one that there is. */
  nobody(): OwnedSpace;
}

/**
 * Answers a call in its space: the one that its header or, for a page, its query, names, else the one that has its API key,
 * its access token or its OAuth client, else the main one.
 */
export function answerInSpace(request: ApiRequest, routing: Routing): Promise<ApiResponse> {
  const { main, spaces, requireSpace, store, shard } = routing;
  const named = request.headers(spaceHeader) ?? spaceOfSignOn(request);
  if (store || shard) return answerAmongMany(request, named, routing);
  if (named === undefined && !requireSpace && spaces.count() === 0) return main.space.handle(request);
  return answerIn(named === undefined ? ownerOf(request, routing) : spaceOf(named, routing), named, request, routing);
}

/** The same where spaces may be in a store, or with another server. */
async function answerAmongMany(request: ApiRequest, named: string | undefined, routing: Routing): Promise<ApiResponse> {
  const by = named ?? credentialOf(request);
  try {
    const prefix = await misdirected(by, routing);
    if (prefix !== undefined) return refuseCall(request, wrongServer(prefix, routing), routing.main.state);
    const first = typeof by === "object" ? knownOwnerOf(by, routing) : spaceOf(by ?? "", routing);
    const found = first ?? (await loaded(by, routing)) ?? (named === undefined ? ownerOf(request, routing) : undefined);
    return answerIn(found, named, request, routing);
  } catch (error) {
    if (!isStoreFailure(error)) throw error;
    const explanation = `the store failed: ${error.message}`;
    return refuseCall(request, new ApiError("internal_error", { status: 503, explanation }), routing.main.state);
  }
}

/** The owner of a credential, where nobody else has to be asked: most calls are of these. */
function knownOwnerOf(credential: Credential, { main, spaces }: Routing): OwnedSpace | undefined {
  return spaces.givenOwnerOf(credential) ?? (hasCredential(main.space.tables, credential) ? main : undefined);
}

async function loaded(by: string | Credential | undefined, { spaces }: Routing): Promise<OwnedSpace | undefined> {
  if (by === undefined) return undefined;
  return typeof by === "string" ? spaces.load(by) : spaces.loadOwnerOf(by);
}

function answerIn(
  found: OwnedSpace | undefined,
  named: string | undefined,
  request: ApiRequest,
  { main, spaces, requireSpace, nobody }: Routing,
): Promise<ApiResponse> {
  if (!found && named !== undefined) {
    if (request.isStranger?.()) return nobody().space.handle(request);
    return refuseCall(request, unknownSpace(named, spaces), main.state);
  }
  if ((found ?? main) === main && requireSpace) return refuseCall(request, spaceRequired(), main.state);
  return (found ?? main).space.handle(request);
}

/**
 * The prefix of what is meant, where another server keeps it: always where no store is shared, else while that server is
 * there. A space that was taken over while it was not stays here till that server takes it back: a balancer is told of its
 * return a little late.
 */
export async function misdirected(
  by: string | Credential | undefined,
  { shard, store, spaces, isLeaving }: Pick<Routing, "shard" | "store" | "spaces" | "isLeaving">,
): Promise<string | undefined> {
  if (!shard || by === undefined || by === mainName) return undefined;
  const prefix = typeof by === "string" ? shardPrefix(by) : /^[\da-f]{2}/.exec(by.value)?.[0];
  if (prefix === undefined) return undefined;
  const keeper = shardOf(prefix, shard);
  if (keeper.number === shard.number) return undefined;
  if (!store) return prefix;
  if (isLeaving()) return undefined;
  const here = typeof by === "string" ? spaces.get(by) : spaces.givenOwnerOf(by);
  const isFree = !(await store.isThere(shardText(keeper)));
  return isFree || (here && (await store.isMine(here.space.name))) ? undefined : prefix;
}

function wrongServer(prefix: string, { shard }: Routing): ApiError {
  return new ApiError("validation_error", {
    status: 421,
    detail: "this server does not keep the space",
    shard: prefix,
    explanation: explainWrongServer(prefix, shard),
  });
}

/** What is said of a call that reached another server than its own. */
export function explainWrongServer(prefix: string, shard: Shard | undefined): string {
  const keeper = shard && shardText(shardOf(prefix, shard));
  return `this is shard ${shard && shardText(shard)}, and what begins with ${prefix} is kept by shard ${keeper}: a balancer is to send it there`;
}

function spaceOf(name: string, { main, spaces }: Routing): OwnedSpace | undefined {
  return name === mainName ? main : spaces.get(name);
}

function ownerOf(request: ApiRequest, { main, spaces }: Routing): OwnedSpace | undefined {
  const credential = credentialOf(request);
  if (!credential || hasCredential(main.space.tables, credential)) return main;
  return spaces.ownerOf(credential);
}

function unknownSpace(name: string, spaces: Spaces): ApiError {
  const explanation = explainUnknownSpace(name, [mainName, ...spaces.names()]);
  return new ApiError("validation_error", { detail: "X-Mock-Space", explanation });
}

function spaceRequired(): ApiError {
  return new ApiError("invalid_api_key", {
    explanation:
      "this call is of no space, and the main one takes none (option requireSpace): make a space with mock.space(name), " +
      "then use its credentials or send X-Mock-Space with its name",
  });
}
