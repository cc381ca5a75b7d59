import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type ParseError, parse, printParseErrorCode } from "jsonc-parser";
import type { Credentials } from "../api/authorization.ts";
import { completePolicies, type Policies } from "../api/policies.ts";
import { secretName } from "../api/secret-names.ts";
import { validate } from "../api/validate.ts";
import type { Target, TargetRole } from "../contract/target.ts";
import type { TargetFile, TargetFileRole } from "../generated/types.ts";
import { publicKeyIn } from "./public-key.ts";
import { readText } from "./read-file.ts";
import { asUsage, usageError } from "./usage-error.ts";

/**
 * The target that a file describes, with its secrets fetched from where they stand.
 *
 * @param needed names of the roles that are used; a secret of another is not fetched, and that role is left out. @default
 * all roles
 * @throws a usage error that names the file, the place in it, what was found and what was expected
 */
export function readTarget(file: string, needed?: ReadonlySet<string>): Target {
  const content = requireTargetFile(parseCommented(readText(file, "--target"), file), file);
  const secret = (text: string, place: string) => fetchSecret(text, `${file}: ${place}`, dirname(resolve(file)));
  const { publicKey, policy, notApplicable } = content;
  asUsage(`${file}: /policy`, () => completePolicies(policy as Partial<Policies> | undefined));
  return {
    baseUrl: content.baseUrl.replace(/\/+$/, "").replace(/\/api\/v4$/, ""),
    credentials: credentialsOf(content.credentials, secret, file),
    roles: Object.fromEntries(
      Object.entries(content.roles)
        .filter(([name]) => needed?.has(name) ?? true)
        .map(([name, role]) => [
          name,
          Array.isArray(role)
            ? role.map((one, at) => roleOf(one, `/roles/${name}/${at}`, secret))
            : roleOf(role, `/roles/${name}`, secret),
        ]),
    ),
    ...(publicKey !== undefined && { publicKey: publicKeyIn(secret(publicKey, "/publicKey"), `${file}: /publicKey`) }),
    ...(policy && { policy }),
    ...(notApplicable && { notApplicable }),
  };
}

/** Names of the roles that a target file has. */
export function roleNamesIn(file: string): string[] {
  return Object.keys(requireTargetFile(parseCommented(readText(file, "--target"), file), file).roles);
}

type Secret = (text: string, place: string) => string;

/** JSON with comments, as in a tsconfig. */
function parseCommented(text: string, file: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parse(text, errors, { allowTrailingComma: true });
  const [first] = errors;
  if (!first) return value;
  const before = text.slice(0, first.offset).split("\n");
  const place = `line ${before.length}, column ${(before[before.length - 1] ?? "").length + 1}`;
  throw usageError(`${file}: ${place}: this is not JSON (${printParseErrorCode(first.error)})`);
}

function requireTargetFile(value: unknown, file: string): TargetFile {
  const [first, ...others] = validate("target", value);
  if (!first) return value as TargetFile;
  const more = others.length > 0 ? ` (and ${others.length} more)` : "";
  throw usageError(`${file}: ${first.path || "/"}: ${expectedAt(first.path) ?? first.message}${more}`);
}

/** What is expected where the rules of the schema would not say it in words. */
function expectedAt(path: string): string | undefined {
  if (path === "/baseUrl") return "expected an address like https://api.example.test, without user, query and fragment";
  if (path === "/credentials") return "expected apiKey with sharedKey, or accessToken";
  if (secretName(path, "request") !== undefined) return "must say where the secret stands, as env:NAME or file:PATH";
  if (/^\/roles\/[^/]+$/.test(path)) return "expected the fields of a role, { … }, or several, [{ … }, { … }]";
  return undefined;
}

function credentialsOf(
  { apiKey, sharedKey, accessToken }: TargetFile["credentials"],
  secret: Secret,
  file: string,
): Target["credentials"] {
  if (apiKey !== undefined && sharedKey !== undefined) {
    const credentials: Credentials = {
      apiKey: secret(apiKey, "/credentials/apiKey"),
      sharedKey: secret(sharedKey, "/credentials/sharedKey"),
    };
    return credentials;
  }
  if (accessToken !== undefined) return { accessToken: secret(accessToken, "/credentials/accessToken") };
  throw usageError(`${file}: /credentials: found neither, expected apiKey with sharedKey, or accessToken`);
}

function roleOf({ facts, about, ...fields }: TargetFileRole, place: string, secret: Secret): TargetRole {
  const own = Object.entries(fields).map(([name, value]) => [
    name,
    typeof value === "string" ? secret(value, `${place}/${name}`) : value,
  ]);
  return { ...Object.fromEntries(own), ...(about !== undefined && { about }), ...(facts && { facts }) };
}

/** A value that stands elsewhere; any other text is itself. */
function fetchSecret(text: string, place: string, folder: string): string {
  const [, kind, at = ""] = /^(env|file):(.+)$/s.exec(text) ?? [];
  if (kind === undefined) return text;
  if (kind === "file") return fromFile(at, place, folder);
  const value = process.env[at];
  if (value) return value;
  throw usageError(`${place}: the environment variable ${at} is ${value === "" ? "empty" : "not set"}`);
}

function fromFile(text: string, place: string, folder: string): string {
  const [, path = text, pointer] = /^([^#]+)#(\/.*)$/.exec(text) ?? [];
  let content: string;
  try {
    content = readFileSync(resolve(folder, path), "utf8");
  } catch (error) {
    throw usageError(`${place}: the file ${path} cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
  content = content.replace(/^\uFEFF/, "");
  if (pointer === undefined) return content.trim();
  const found = valueIn(content, pointer);
  if (typeof found === "string") return found;
  throw usageError(`${place}: the file ${path} has no text at ${pointer}`);
}

function valueIn(content: string, pointer: string): unknown {
  try {
    const steps = pointer.slice(1).split("/");
    return steps.reduce<unknown>(
      (at, step) => (at as Record<string, unknown> | undefined)?.[step],
      JSON.parse(content),
    );
  } catch {
    return undefined;
  }
}
