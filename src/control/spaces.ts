import type { ControlSpace } from "../generated/types.ts";
import type { Mock } from "../mock/create-mock.ts";
import { explainWrongServer } from "../mock/space/routing.ts";
import type { Space, SpaceOptions } from "../mock/space/space.ts";
import { explainUnknownSpace } from "../mock/space/spaces.ts";
import { refusal } from "./refusal.ts";

/** A space that is made now, of a name or of one that nobody has. */
export async function newSpace(name: string | undefined, options: SpaceOptions, mock: Mock): Promise<Space> {
  let free = name ?? mock.freeSpaceName();
  while (name === undefined && (await mock.load(free))) free = mock.freeSpaceName();
  const space = mock.space(free, options);
  return space.during(() => space);
}

/** @throws a refusal that names the server which keeps the space */
export async function requireHere(name: string, mock: Mock): Promise<void> {
  const prefix = await mock.elsewhere(name);
  if (prefix === undefined) return;
  throw Object.assign(refusal(421, explainWrongServer(prefix, mock.shard)), { shard: prefix });
}

/** The space of a name. Which spaces there are is not told to everybody. */
export function requireSpace(name: string, mock: Mock, isTold: boolean): Space {
  const space = mock.findSpace(name);
  if (space) return space;
  if (!isTold) throw refusal(404, `space: ${explainUnknownSpace(name, undefined)}`);
  throw refusal(404, `space: ${explainUnknownSpace(name, mock.spaces())} or POST /__mock/spaces`);
}

/** What a client of a space needs. */
export function spaceFacts({ name, credentials, roles, publicKey }: Space, mock: Mock, origin: string): ControlSpace {
  const token = mock.tokenOf(name);
  return { name, url: origin, token, credentials, roles: withOrigin(roles, origin), publicKey };
}

/** Roles whose addresses are on this server, in full. */
export function withOrigin(roles: Space["roles"], origin: string): Space["roles"] {
  const resolve = (role: Space["roles"][string]) =>
    typeof role.token_url === "string" && role.token_url.startsWith("/")
      ? { ...role, token_url: origin + role.token_url }
      : role;
  return Object.fromEntries(Object.entries(roles).map(([name, role]) => [name, resolve(role)]));
}
