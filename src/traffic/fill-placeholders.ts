import type { Role, StepContext } from "../contract/case.ts";
import { instancesOf, type Target } from "../contract/target.ts";
import type { CaseExchange } from "../generated/types.ts";
import { guessPseudonyms } from "./guess-pseudonyms.ts";

/** What the signing of a call decides: filled as it is sent. */
const bySigning = ["date", "signature"];

/** Gives what a placeholder stands for, by its name and the request that it stands in; undefined where nobody knows. */
export type Fill = (name: string, request: Fields) => unknown;

type Fields = Readonly<Record<string, unknown>>;

/** What a placeholder says: a text that must be new, a field of a role, or a name that something else gives. */
export type Placeholder =
  | { readonly kind: "fresh"; readonly name: string }
  | { readonly kind: "field"; readonly role: string; readonly field: string }
  | { readonly kind: "named"; readonly name: string };

/** What stands between the braces of a placeholder. */
export function readPlaceholder(text: string): Placeholder {
  const [, name] = /^fresh:(.+)$/.exec(text) ?? [];
  if (name !== undefined) return { kind: "fresh", name };
  const [, role, field] = /^(\w+)\.(\w+)$/.exec(text) ?? [];
  return role !== undefined && field !== undefined ? { kind: "field", role, field } : { kind: "named", name: text };
}

const pattern = /\{\{([^{}]+)\}\}/g;

/** What stands between the braces of all placeholders in a value, at any depth. */
export function placeholdersIn(value: unknown): string[] {
  if (typeof value === "string") return [...value.matchAll(pattern)].map(([, text]) => text as string);
  return typeof value === "object" && value !== null ? Object.values(value).flatMap(placeholdersIn) : [];
}

/** Where values of placeholders come from. */
export interface Sources {
  readonly target: Target;
  /** By the names of placeholders; they go before all else. */
  readonly values: ReadonlyMap<string, string>;
  /** What the recording itself shows; it comes last. */
  readonly secrets: ReadonlyMap<string, string>;
  /** What stands for new passwords that nothing else gives. */
  readonly newPassword: string | undefined;
  /** The recorded calls, by whose answers roles of the target are found that pseudonyms stand for. */
  readonly exchanges: readonly CaseExchange[];
}

/**
 * Makes what fills placeholders of recordings: `apiKey` from the credentials, `password:ada@example.test` from the role
 * that has this user and a password.
 *
 * @throws an error that says why it is not decided which license or user of the target is meant
 */
export function createFill({ target, values, secrets, newPassword, exchanges }: Sources): Fill {
  const { credentials } = target;
  const guesses = guessPseudonyms(exchanges, target);
  const given = (name: string) => values.get(name) ?? guesses.values.get(name);
  return (name, request) => {
    if (bySigning.includes(name)) return `{{${name}}}`;
    if (name === "apiKey" && "apiKey" in credentials) return credentials.apiKey;
    if (name === "accessToken" && "accessToken" in credentials) return credentials.accessToken;
    const mark = name.indexOf(":");
    const [field, subject] = mark < 0 ? [name, undefined] : [name.slice(0, mark), name.slice(mark + 1)];
    const made = field === "new_password" ? newPassword : undefined;
    const value =
      given(name) ?? inRoles(target, field, given(subject ?? "") ?? subject, request) ?? secrets.get(name) ?? made;
    const why = value === undefined ? (guesses.undecided.get(name) ?? guesses.undecided.get(subject ?? "")) : undefined;
    if (why !== undefined) throw new Error(why);
    return value;
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

/** The same with what a case says itself: fields of roles, fresh texts, and what earlier calls kept. */
export function createCaseFill(
  scene: Pick<StepContext, "role" | "fresh">,
  kept: ReadonlyMap<string, unknown>,
  recorded: Fill,
): Fill {
  return (text, request) => {
    const placeholder = readPlaceholder(text);
    if (placeholder.kind === "fresh") return scene.fresh(placeholder.name);
    if (placeholder.kind === "field") {
      const role = scene.role(placeholder.role);
      return Object.hasOwn(role, placeholder.field) ? role[placeholder.field] : undefined;
    }
    return kept.has(text) ? kept.get(text) : recorded(text, request);
  };
}

/**
 * A value with placeholders filled at any depth. A text that is one placeholder and nothing else becomes what it stands
 * for, a number too.
 *
 * @param request in whose fields it stands.
 * @throws an error that names the placeholder nothing is known for
 */
export function withValues<T>(value: T, fill: Fill, request: Fields): T {
  if (typeof value === "string") {
    const [, whole] = /^\{\{([^{}]+)\}\}$/.exec(value) ?? [];
    if (whole !== undefined) return known(whole, fill, request) as T;
    return value.replace(pattern, (_whole, name) => textOf(known(name, fill, request))) as T;
  }
  if (Array.isArray(value)) return value.map((item) => withValues(item, fill, request)) as T;
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]) => [name, withValues(field, fill, request)]),
  ) as T;
}

/** What stands for a placeholder amid a text: an answer may hold anything where an earlier call kept it. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function known(name: string, fill: Fill, request: Fields): unknown {
  const value = fill(name, request);
  if (value !== undefined) return value;
  throw new Error(`nothing is known for {{${name}}}: expected it among the values or in a role of the target`);
}
