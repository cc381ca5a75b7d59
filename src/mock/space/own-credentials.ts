import { fromBase64 } from "../../api/base64.ts";
import { shardPrefix } from "../../api/shard.ts";
import type { WorldRole } from "../../generated/types.ts";
import type { World } from "../world/world.ts";
import { hexOf } from "./secret.ts";

/** The fields of a role that hold credentials which each space has values of its own for. */
const credentialFields = ["apiKey", "sharedKey", "client_id", "access_token"];

/**
 * Gives a world that was forked for a space credentials of its own, in tables and roles, so that a call's credentials
 * say which space it is for, and which server of many keeps it. Secrets of OAuth clients stay, as the client's id tells
 * enough.
 *
 * @param digest gives the same secret for the same text in each run with the same secret of the server, in base64.
 */
export function giveOwnCredentials(world: World, space: string, digest: (text: string) => string): void {
  const prefix = shardPrefix(space);
  const own = new Map<string, string>();
  const remember = (before: string, after: string) => {
    own.set(before, after);
    return after;
  };
  for (const row of [...world.apiKeys.all()]) {
    const [first, second] = [digest(row.apiKey), digest(row.sharedKey)];
    const sharedKey = `${lettersOf(second).slice(0, 32)}-of-the-space-${space}`;
    world.apiKeys.update(row, {
      apiKey: remember(row.apiKey, uuidOf(first, prefix)),
      sharedKey: remember(row.sharedKey, sharedKey),
    });
  }
  for (const row of [...world.oauthClients.all()]) {
    const suffix = lettersOf(digest(row.clientId)).slice(0, 12);
    world.oauthClients.update(row, { clientId: remember(row.clientId, `${prefix}-${row.clientId}-${suffix}`) });
  }
  for (const row of [...world.accessTokens.all()]) {
    const suffix = lettersOf(digest(row.token)).slice(0, 24);
    world.accessTokens.update(row, { token: remember(row.token, `${prefix}-${row.token}-${suffix}`) });
  }
  const roles = { ...world.roles() };
  for (const [name, role] of Object.entries(roles)) roles[name] = ownRole(role, own);
  world.setRoles(roles);
}

/** What opens the controls of a space and of no other: it begins with the space's prefix and ends with its name. */
export function spaceToken(space: string, digest: (text: string) => string): string {
  return `${shardPrefix(space)}-${lettersOf(digest("control token")).slice(0, 32)}.${space}`;
}

/** The role itself where it has no credentials, as nearly all have none. */
function ownRole(role: WorldRole, own: ReadonlyMap<string, string>): WorldRole {
  let changed = role;
  for (const field of credentialFields) {
    const value = own.get(String(role[field]));
    if (value !== undefined) changed = { ...changed, [field]: value };
  }
  return changed;
}

/** Letters and digits of a digest in base64: with zeros for what is neither: 44. */
function lettersOf(base64: string): string {
  return base64.replace(/[^A-Za-z0-9]/g, "0");
}

/** 16 bytes of a digest in the form of API keys: a UUID of version 8, made by rules of one's own. */
function uuidOf(base64: string, prefix: string): string {
  const hex = prefix + hexOf(fromBase64(base64) ?? new Uint8Array()).slice(2);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return [...parts, hex.slice(20, 32)].join("-");
}
