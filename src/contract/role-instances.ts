import type { ContractCase, Role } from "./case.ts";
import { instancesOf, type Target } from "./target.ts";

/** Which instance plays each role of a case. */
export type RoleInstances = Readonly<Record<string, number>>;

/** Who uses what, so that cases that run at the same time keep out of each other's way. */
export interface Casting {
  /** Takes an instance of every role that the case needs, or nothing where one is in use. */
  take(contractCase: ContractCase): RoleInstances | undefined;
  giveBack(contractCase: ContractCase, cast: RoleInstances): void;
}

/**
 * Shares out a target's roles. Cases that change nothing may use an instance together. Two roles that name the same
 * license or user are the same thing.
 */
export function createCasting(target: Target): Casting {
  const users = new Map<string, number>(); // so many readers, or -1 for one who changes it
  const isFree = (thing: string, exclusive: boolean) => {
    const inUse = users.get(thing) ?? 0;
    return exclusive ? inUse === 0 : inUse >= 0;
  };
  return {
    take: (contractCase) => {
      const exclusive = contractCase.effect !== "none";
      const cast: Record<string, number> = {};
      for (const name of contractCase.needs) {
        const at = instancesOf(target, name).findIndex((role) => thingsOf(role).every((one) => isFree(one, exclusive)));
        if (at === -1) return undefined;
        cast[name] = at;
      }
      for (const thing of thingsIn(contractCase, cast, target)) {
        users.set(thing, exclusive ? -1 : (users.get(thing) ?? 0) + 1);
      }
      return cast;
    },
    giveBack: (contractCase, cast) => {
      for (const thing of thingsIn(contractCase, cast, target)) {
        users.set(thing, contractCase.effect === "none" ? (users.get(thing) ?? 1) - 1 : 0);
      }
    },
  };
}

function thingsIn({ needs }: ContractCase, cast: RoleInstances, target: Target): Set<string> {
  return new Set(needs.flatMap((name) => thingsOf(instancesOf(target, name)[cast[name] ?? 0] ?? {})));
}

/** What a role stands for that others may use too: a license by its key, a user by name or token. */
function thingsOf(role: Role): string[] {
  const names = ["license_key", "username", "id_token", "code"];
  return names.filter((name) => role[name] !== undefined).map((name) => `${name} ${role[name]}`);
}
