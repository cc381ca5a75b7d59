import { InputError } from "../api/input-error.ts";

/** Where a Redis is, and how its keys begin. */
export interface RedisAddress {
  /** Without user and password, to be shown. */
  readonly shown: string;
  readonly host: string;
  readonly port: number;
  readonly isSecure: boolean;
  readonly database: number;
  readonly prefix: string;
  readonly username?: string;
  readonly password?: string;
}

const expected = "expected redis://host:port/db?prefix=name or rediss://…";

/**
 * Reads `redis://user:password@host:port/db?prefix=name`. Without them: port 6379, database 0, prefix `license-api-kit`.
 *
 * @throws an InputError that never shows the password
 */
export function readRedisAddress(text: string): RedisAddress {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || url.hostname === "")
    throw new InputError(`store: found no host in the address, ${expected}`);
  const { prefix = "license-api-kit", ...others } = Object.fromEntries(url.searchParams);
  const [unknown] = Object.keys(others);
  if (unknown !== undefined) throw new InputError(`store: found ?${unknown}= in the address, ${expected}`);
  const database = url.pathname.replace(/^\//, "");
  if (!/^\d{0,9}$/.test(database)) throw new InputError(`store: found the database ${url.pathname}, ${expected}`);
  if (!/^[\w.:-]+$/.test(prefix)) {
    throw new InputError(
      `store: found the prefix ${JSON.stringify(prefix)}, expected letters, digits and any of _ . : -`,
    );
  }
  const port = Number(url.port || 6379);
  return {
    shown: `${url.protocol}//${url.hostname}:${port}/${Number(database)}`,
    host: url.hostname.replace(/^\[|\]$/g, ""),
    port,
    isSecure: url.protocol === "rediss:",
    database: Number(database),
    prefix,
    ...(url.username !== "" && { username: decodeURIComponent(url.username) }),
    ...(url.password !== "" && { password: decodeURIComponent(url.password) }),
  };
}
