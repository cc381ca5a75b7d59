import { pointerStep } from "../../api/text-at-pointer.ts";
import type { CaseFile, CaseFileRequest } from "../../generated/types.ts";
import { meant } from "../require-case-file.ts";
import { wrong } from "../require-shape.ts";
import { writtenEnd } from "../written-end.ts";
import { mayChange } from "../written-request.ts";
import { requirePlaceholders } from "./require-placeholders.ts";

/**
 * Requires of a case file what a run of the contract needs and a replay does not: calls, an effect where they may change
 * a server, and placeholders and roles that something stands behind.
 *
 * @param roles names of all roles that there may be. @default any
 * @throws an error that names the place, what was found and what was expected, with the nearest name
 */
export function requireOwnCase(file: CaseFile, roles?: readonly string[]): void {
  const { exchanges, undo = [] } = file;
  if (exchanges.length === 0) throw wrong("/exchanges", exchanges, "one call or more");
  requireEffect(file);
  const kept = new Map<string, string>();
  for (const [at, { request, expected, keep = {} }] of exchanges.entries()) {
    const place = `/exchanges/${at}`;
    requireRequest(request, `${place}/request`, { kept, roles });
    requirePlaceholders(writtenEnd(expected).contains, `${place}/expected/contains`, { kept, roles });
    for (const name of Object.keys(keep)) requireNewName(name, kept, place);
  }
  for (const [at, request] of undo.entries()) requireRequest(request, `/undo/${at}`, { kept: "nothing", roles });
}

function requireRequest(request: CaseFileRequest, place: string, known: Parameters<typeof requirePlaceholders>[2]) {
  const { role, input, raw } = request;
  if (role !== undefined && known.roles && !known.roles.includes(role)) {
    throw wrong(`${place}/role`, role, `a role of the target file or of this kit${meant(role, known.roles)}`);
  }
  requirePlaceholders(input, `${place}/input`, known);
  requirePlaceholders(raw, `${place}/raw`, known);
}

function requireNewName(name: string, kept: Map<string, string>, place: string): void {
  const at = `${place}/keep${pointerStep(name)}`;
  if (!/^[A-Za-z]\w*$/.test(name)) throw wrong(at, name, "a name of letters and digits, to stand as {{name}} later");
  const before = kept.get(name);
  if (before !== undefined) throw wrong(at, name, `another name than that of ${before}`);
  kept.set(name, at);
}

function requireEffect({ exchanges, effect, undo }: CaseFile): void {
  const changing = exchanges.find(({ request }) => mayChange(request));
  if (effect === undefined && changing) {
    const why = `as ${changing.request.endpoint} may change a server`;
    throw wrong("/effect", effect, `none, reversible or permanent, ${why}`);
  }
  if (effect === "reversible" && undo === undefined) {
    throw wrong("/undo", undo, "calls that put the server back, as the effect is reversible");
  }
  if (undo !== undefined && (effect ?? "none") === "none") {
    throw wrong("/effect", effect, "reversible or permanent, as there is an undo");
  }
}
