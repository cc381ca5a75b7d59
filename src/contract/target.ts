import type { Credentials } from "../api/authorization.ts";
import { shortestSecret } from "../api/mask.ts";
import type { Choice } from "../api/policies.ts";
import { secretName } from "../api/secret-names.ts";
import type { Role } from "./case.ts";

/** A role as a target file has it: the fields that are sent, beside them what is never sent as it stands. */
export interface TargetRole {
  /** What it is for. */
  readonly about?: string;
  /** What else is true of it: names of other features, another device, versions. */
  readonly facts?: Role;
  readonly [field: string]: string | number | boolean | null | Role | undefined;
}

/** The server under test. */
export interface Target {
  /** Address, without `/api/v4`. */
  readonly baseUrl: string;
  /** What signs the calls. With an access token alone, cases about API keys and offline files are blocked. */
  readonly credentials: Credentials | { readonly accessToken: string };
  /**
   * Its roles by name. Several of one name are instances of it, which cases that run at the same time share out.
   */
  readonly roles: Readonly<Record<string, TargetRole | readonly TargetRole[] | undefined>>;
  /** PEM of the key that verifies its signatures. Without it, signatures are only looked for. */
  readonly publicKey?: string;
  /** How it is known to have chosen where the documentation is silent; the mock's defaults elsewhere. */
  readonly policy?: Choice;
  /** Reasons by the ids of cases that do not apply to it; `*` in an id stands for any letters. */
  readonly notApplicable?: Readonly<Record<string, string>>;
}

/** The instances of a role; none where the target does not have it. */
export function instancesOf(target: Target, name: string): readonly Role[] {
  const role = target.roles[name];
  if (role === undefined) return [];
  return (Array.isArray(role) ? role : [role]).map(flattened);
}

/** A role as cases see it: its fields and its facts side by side. */
function flattened({ about: _about, facts, ...fields }: TargetRole): Role {
  return { ...(fields as Role), ...facts };
}

type NamedSecret = readonly [name: string, value: string];

const secretsByRoles = new WeakMap<Target["roles"], NamedSecret[]>();

/** Texts in a target's roles that let somebody in, with the names of their fields. Roles are read once: they do not change. */
export function secretsOf({ roles }: Pick<Target, "roles">): NamedSecret[] {
  const known = secretsByRoles.get(roles);
  if (known) return known;
  const found = Object.values(roles)
    .flat()
    .flatMap((role) => Object.entries({ ...role, ...role?.facts }))
    .filter((entry): entry is [string, string] => {
      const [name, value] = entry;
      return secretName(name, "request") !== undefined && typeof value === "string" && value.length >= shortestSecret;
    });
  secretsByRoles.set(roles, found);
  return found;
}

/** Why a case does not apply to a target, if it says so. */
export function whyNotApplicable(target: Target, id: string): string | undefined {
  return Object.entries(target.notApplicable ?? {}).find(([pattern]) => fitsPattern(id, pattern))?.[1];
}

/** What fits a pattern, or all where there is none. */
export function fitting<T extends { readonly id: string }>(
  all: readonly T[],
  patterns: readonly string[] = ["*"],
): T[] {
  return all.filter(({ id }) => patterns.some((pattern) => fitsPattern(id, pattern)));
}

/** Whether an id fits a pattern: `*` stands for any letters, also for none. */
export function fitsPattern(id: string, pattern: string): boolean {
  const [start = "", ...others] = pattern.split("*");
  const end = others.pop();
  if (end === undefined) return id === pattern;
  let at = start.length;
  for (const part of others) {
    const found = id.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return id.startsWith(start) && id.endsWith(end) && at <= id.length - end.length;
}
