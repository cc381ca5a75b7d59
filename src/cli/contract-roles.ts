import { printable } from "../api/printable.ts";
import { cases } from "../contract/cases/index.ts";
import { preflight } from "../contract/preflight.ts";
import { exitStatus } from "../contract/report/summary.ts";
import { count } from "../contract/report/wording.ts";
import { type VerifiedRole, verifyRoles } from "../contract/roles/verify-roles.ts";
import { maskFor } from "../contract/target-mask.ts";
import { print, printError } from "./print.ts";
import { roleGuide } from "./role-guide.ts";
import { setupOf } from "./role-setup.ts";
import { readTarget } from "./target-file.ts";
import { type TravelFlags, travelOf } from "./travel-flags.ts";

/** Flags of `contract roles`. */
export interface RolesFlags extends TravelFlags {
  readonly target: string;
  readonly verify?: true;
}

/** Prints the roles to set up at a vendor's console, or verifies those of a target; gives the exit status. */
export async function roles(flags: RolesFlags): Promise<number> {
  if (flags.verify) return verifyTarget(flags);
  const guide = roleGuide(cases);
  for (const { name, about, needed, example } of guide) {
    print(`${name} (${count(needed, "case")}): ${about}`);
    for (const line of setupOf(example)) print(`  ${line}`);
  }
  print([
    "",
    `${guide.length} roles, those that most cases need first. Lines below a role are what this kit's own world sets.`,
  ]);
  return exitStatus.good;
}

async function verifyTarget(flags: RolesFlags): Promise<number> {
  const target = readTarget(flags.target);
  const travel = travelOf(flags);
  const mask = maskFor(target).text;
  const refusal = await preflight(target, travel);
  if (refusal !== undefined) {
    printError(`error: ${mask(refusal)}`);
    return exitStatus.unreachable;
  }
  const verified: VerifiedRole[] = [];
  for await (const one of verifyRoles({ target, ...travel })) {
    verified.push(one);
    if (one.amiss.length > 0) print(`NOT AS IT SAYS ${nameOf(one)}: ${printable(mask(one.amiss.join("; ")))}`);
  }
  const wrong = verified.filter(({ amiss }) => amiss.length > 0);
  const unasked = verified.filter((one) => one.unasked !== undefined);
  for (const one of unasked) print(`not asked      ${nameOf(one)}: ${one.unasked}`);
  const good = verified.length - wrong.length - unasked.length;
  print(`${count(good, "role")} as a query shows them; ${wrong.length} not as they say; ${unasked.length} not asked`);
  if (wrong.length > 0) return exitStatus.failures;
  return good > 0 ? exitStatus.good : exitStatus.tooFew;
}

function nameOf({ name, instance }: VerifiedRole): string {
  return instance === undefined ? name : `${name} (${instance})`;
}
