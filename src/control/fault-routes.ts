import type { Fault } from "../mock/faults/faults.ts";
import type { FaultSpec } from "../mock/faults/kinds.ts";
import { flagIn } from "./read-query.ts";
import { idOf, type Route, refusal } from "./route.ts";

/** Failures asked for. */
export const faultRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/faults",
    about: "The faults of the space, in the order in which they were added",
    inSpace: true,
    query: { unused: "`true`: only those that have failed no call yet" },
    gives: ["control-fault"],
    answer: ({ space, query }) => (flagIn(query, "unused") ? space.faults.unused() : space.faults.list()).map(view),
  },
  {
    method: "POST",
    path: "/faults",
    about: "Adds a fault",
    inSpace: true,
    takes: "fault",
    gives: "control-fault",
    status: 201,
    answer: ({ space, body }) => view(space.faults.add(body as unknown as FaultSpec)),
  },
  {
    method: "DELETE",
    path: "/faults",
    about: "Removes all faults",
    inSpace: true,
    gives: "control-status",
    answer: ({ space }) => {
      space.faults.clear();
      return { status: "cleared" };
    },
  },
  {
    method: "DELETE",
    path: "/faults/:id",
    about: "Removes a fault",
    inSpace: true,
    gives: "control-status",
    refuses: [404],
    answer: (call) => {
      const { faults } = call.space;
      const id = idOf(call);
      if (!faults.list().some((fault) => fault.id === id)) throw refusal(404, `faults: there is no fault ${id}`);
      faults.remove(id);
      return { status: "removed" };
    },
  },
];

/** A fault without what the mock keeps beside it. */
function view({ id, spec, met, applied }: Fault): Fault {
  return { id, spec, met, applied };
}
