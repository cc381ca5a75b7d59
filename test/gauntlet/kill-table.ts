import type { BrokenClient } from "./broken-clients.ts";

/** Which mistakes are shown by which scenarios, for docs/gauntlet.md. */
export function killTable(clients: readonly BrokenClient[]): string {
  const rows = clients.map(({ mistake, shownBy }) => `| ${mistake} | ${shownBy.length} | ${namesOf(shownBy)} |`);
  return ["| the client … | fails | of these |", "|---|--:|---|", ...rows].join("\n");
}

/** Names by their groups, so that a line can be read. */
function namesOf(ids: readonly string[]): string {
  const groups = new Map<string, string[]>();
  for (const id of ids) {
    const [group = "", name = ""] = id.split("/");
    groups.set(group, [...(groups.get(group) ?? []), name]);
  }
  return [...groups].map(([group, names]) => `${group}: ${names.join(", ")}`).join("; ");
}
