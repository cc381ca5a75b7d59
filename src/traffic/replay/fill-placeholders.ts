import type { Role } from "../../contract/case.ts";
import { instancesOf, type Target } from "../../contract/target.ts";

/** What the signing of a call decides: filled as it is sent. */
const bySigning = ["date", "signature"];

/** Gives what a placeholder stands for, by its name and the request that it stands in; undefined where nobody knows. */
export type Fill = (name: string, request: Fields) => string | undefined;

type Fields = Readonly<Record<string, unknown>>;

/** Where values of placeholders come from. */
export interface Sources {
  readonly target: Target;
  /** By the names of placeholders; they go before all else. */
  readonly values: ReadonlyMap<string, string>;
  /** What the recording itself shows; it comes last. */
  readonly secrets: ReadonlyMap<string, string>;
  /** What stands for new passwords that nothing else gives. */
  readonly newPassword: string | undefined;
}

/**
 * Makes what fills placeholders: `apiKey` from the credentials, `password:ada@example.test` from the role that has this
 * user and a password.
 */
export function createFill({ target, values, secrets, newPassword }: Sources): Fill {
  const { credentials } = target;
  return (name, request) => {
    if (bySigning.includes(name)) return `{{${name}}}`;
    if (name === "apiKey" && "apiKey" in credentials) return credentials.apiKey;
    if (name === "accessToken" && "accessToken" in credentials) return credentials.accessToken;
    const mark = name.indexOf(":");
    const [field, subject] = mark < 0 ? [name, undefined] : [name.slice(0, mark), name.slice(mark + 1)];
    const made = field === "new_password" ? newPassword : undefined;
    return (
      values.get(name) ??
      inRoles(target, field, values.get(subject ?? "") ?? subject, request) ??
      secrets.get(name) ??
      made
    );
  };
}

/** Several users may share a customer account: the one that the request says most of is meant. */
function inRoles({ roles, ...target }: Target, field: string, subject: string | undefined, request: Fields) {
  const all = Object.keys(roles).flatMap((name) => instancesOf({ ...target, roles }, name));
  const fitting = all.filter(
    (one) => Object.hasOwn(one, field) && Object.values(one).some((value) => value === subject),
  );
  const shared = (role: Role) => Object.entries(role).filter(([name, value]) => request[name] === value).length;
  const [best] = fitting.sort((one, other) => shared(other) - shared(one));
  return best && String(best[field]);
}

/**
 * A request's fields, or its text, with placeholders filled at any depth.
 *
 * @throws an error that names the placeholder nothing is known for
 */
export function withValues<T>(value: T, fill: Fill, request: Fields): T {
  if (typeof value === "string") {
    return value.replace(/\{\{([^{}]+)\}\}/g, (_whole, name) => known(name, fill, request)) as T;
  }
  if (Array.isArray(value)) return value.map((item) => withValues(item, fill, request)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, withValues(field, fill, request)]),
  ) as T;
}

function known(name: string, fill: Fill, request: Fields): string {
  const value = fill(name, request);
  if (value !== undefined) return value;
  throw new Error(`nothing is known for {{${name}}}: expected it among the values or in a role of the target`);
}
