import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { secretName } from "../api/secret-names.ts";
import { cases } from "../contract/cases/index.ts";
import type { WorldRole } from "../generated/types.ts";
import { type MockFacts, readMock } from "./mock-facts.ts";
import { print } from "./print.ts";
import { type GuidedRole, minimalRoles, playable, roleGuide } from "./role-guide.ts";
import { usageError } from "./usage-error.ts";

/** Flags of `contract init`. */
export interface InitFlags {
  readonly out: string;
  readonly fromMock?: string;
  readonly minimal?: true;
  readonly force?: true;
}

/** Writes a target file. */
export async function init({ out, fromMock, minimal, force }: InitFlags): Promise<void> {
  if (fromMock !== undefined && minimal) {
    throw usageError("contract init: found --minimal beside --from-mock, expected one of the two");
  }
  if (fromMock === undefined) {
    write(out, minimal ? minimalStarter() : starter(roleGuide(cases)), force);
    print(`Wrote ${out}. Fill in the address, the credentials and the roles that your server has, then:`);
    if (minimal) print(minimalWords());
  } else {
    const secretsFile = `${out.replace(/\.jsonc?$/, "")}.secrets.json`;
    if (!force) for (const file of [out, secretsFile]) refuseExisting(file);
    const { target, secrets } = splitSecrets(await readMock(fromMock, "--from-mock"), `file:${basename(secretsFile)}`);
    write(secretsFile, `${JSON.stringify(secrets, null, 2)}\n`, force, 0o600);
    write(out, `${JSON.stringify(target, null, 2)}\n`, force);
    print(`Wrote ${out} and, with its secrets, ${secretsFile} (keep that one out of version control). Next:`);
  }
  print(["", `  license-api-kit contract run --target ${out}`]);
}

function write(file: string, text: string, force: true | undefined, mode = 0o644): void {
  if (!force) refuseExisting(file);
  try {
    writeFileSync(file, text, { mode });
    if (force) chmodSync(file, mode); // a file that is replaced keeps its mode
  } catch (error) {
    throw usageError(`--out ${file}: cannot be written in ${dirname(file)} (${(error as NodeJS.ErrnoException).code})`);
  }
}

function refuseExisting(file: string): void {
  if (existsSync(file)) throw usageError(`--out: ${file} exists; choose another name, or --force to replace it`);
}

/** Puts every secret into a file of its own and leaves in the target where it stands. */
function splitSecrets({ roles, credentials, ...facts }: MockFacts, place: string) {
  const secrets: Record<string, unknown> = { sharedKey: credentials.sharedKey };
  const hide = (role: WorldRole, path: string) => {
    const hidden: Record<string, unknown> = {};
    const shown = Object.entries(role).map(([name, value]) => {
      if (secretName(name, "request") === undefined || typeof value !== "string") return [name, value];
      hidden[name] = value;
      return [name, `${place}#/${path}/${name}`];
    });
    if (Object.keys(hidden).length > 0) secrets[path] = hidden;
    return Object.fromEntries(shown) as WorldRole;
  };
  const shown = Object.entries(roles).map(([name, role]) => [
    name,
    Array.isArray(role) ? role.map((one, at) => hide(one, `${name}-${at + 1}`)) : hide(role as WorldRole, name),
  ]);
  const { apiKey } = credentials;
  const target = {
    ...facts,
    credentials: { apiKey, sharedKey: `${place}#/sharedKey` },
    roles: Object.fromEntries(shown),
  };
  return { target, secrets };
}

/** A target file to fill in: everything explained, the roles as comments with the fields that they need. */
function starter(guide: readonly GuidedRole[]): string {
  const roles = guide.map(({ name, about, needed, example }) => {
    const fields = Object.entries(example).map(([field, value]) => [field, placeholder(field, value)]);
    return `    // ${about}. Needed by ${needed} cases.\n    // ${JSON.stringify(name)}: ${JSON.stringify(Object.fromEntries(fields))},`;
  });
  return starterHead + roles.join("\n\n") + starterTail;
}

/** The same with few roles, and where the others are listed. */
function minimalStarter(): string {
  const guide = roleGuide(cases);
  const few = minimalRoles(cases).flatMap((name) => guide.find((one) => one.name === name) ?? []);
  return starter(few).replace(/^ {2}"roles"/m, `  // ${minimalWords()}\n  "roles"`);
}

function minimalWords(): string {
  const few = minimalRoles(cases);
  const brought = `${playable(cases, few).length} of ${cases.length} cases`;
  return `These ${few.length} roles bring ${brought}. The others: license-api-kit contract roles`;
}

function placeholder(field: string, value: unknown): unknown {
  if (secretName(field, "request") !== undefined) return `env:${field.replace(/([A-Z])/g, "_$1").toUpperCase()}`;
  return value;
}

const starterHead = `// The server that "license-api-kit contract run" holds against the contract. JSON with comments.
// Secrets never stand here: write "env:NAME" for an environment variable, or "file:PATH" relative to this file
// ("file:secrets.json#/a/b" is a value inside a JSON file).
{
  // Address of the server, with or without /api/v4.
  "baseUrl": "https://api.example.test",

  // An API key with its shared key, or instead "accessToken" for OAuth.
  "credentials": { "apiKey": "env:LICENSE_API_KEY", "sharedKey": "env:LICENSE_SHARED_KEY" },

  // The key that verifies the server's signatures. Without it, signatures are only looked for.
  // "publicKey": "file:public-key.pem",

  // What the server is known to do where the documentation is silent, as a mock would be told by --policy.
  // "policy": { "expiredCheck": "error" },

  // Cases that do not apply, with the reason.
  // "notApplicable": { "trial_key/*": "no product of ours has trials" },

  // Which of the server's licenses, users, devices and products play which role. Take the comment marks off those that
  // you have and put your own values in the place of the examples. Cases that need a missing role are blocked and say so.
  // Several in a list, [{ … }, { … }], let --workers share them out.
  "roles": {
`;

const starterTail = `
  }
}
`;
