import type { Tweak, TweakSpec } from "../mock/tweaks.ts";
import { flagIn } from "./read-query.ts";
import { idOf, type Route, refusal } from "./route.ts";

/** Changes of answers. */
export const tweakRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/tweaks",
    about: "The tweaks of the space, in the order in which they apply",
    inSpace: true,
    query: { unused: "`true`: only those that have changed no answer yet" },
    gives: ["control-tweak"],
    answer: ({ space, query }) => (flagIn(query, "unused") ? space.tweaks.unused() : space.tweaks.list()).map(view),
  },
  {
    method: "POST",
    path: "/tweaks",
    about: "Adds a tweak: a JSON merge patch of the answers to some calls",
    inSpace: true,
    takes: "tweak",
    gives: "control-tweak",
    status: 201,
    answer: ({ space, body }) => view(space.tweaks.add(body as unknown as TweakSpec)),
  },
  {
    method: "DELETE",
    path: "/tweaks",
    about: "Removes all tweaks",
    inSpace: true,
    gives: "control-status",
    answer: ({ space }) => {
      space.tweaks.clear();
      return { status: "cleared" };
    },
  },
  {
    method: "DELETE",
    path: "/tweaks/:id",
    about: "Removes a tweak",
    inSpace: true,
    gives: "control-status",
    refuses: [404],
    answer: (call) => {
      const { tweaks } = call.space;
      const id = idOf(call);
      if (!tweaks.list().some((tweak) => tweak.id === id)) throw refusal(404, `tweaks: there is no tweak ${id}`);
      tweaks.remove(id);
      return { status: "removed" };
    },
  },
];

/** A tweak as data. */
function view({ id, options, patch, applied }: Tweak): Omit<Tweak, "remove"> {
  return { id, options, patch, applied };
}
