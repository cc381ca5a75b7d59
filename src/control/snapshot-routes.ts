import { type ControlCall, type Route, refusal } from "./route.ts";

/** States of a world by name. */
export const snapshotRoutes: readonly Route[] = [
  {
    method: "GET",
    path: "/snapshots",
    about: "Names of the states that are kept",
    inSpace: true,
    gives: ["control-text"],
    answer: ({ space }) => space.world.snapshots.list(),
  },
  {
    method: "PUT",
    path: "/snapshots/:name",
    about: "Keeps the present state, in place of an older one of the name",
    inSpace: true,
    gives: "control-status",
    answer: ({ space, step }) => {
      space.world.snapshots.save(step("name"));
      return { status: "saved" };
    },
  },
  {
    method: "POST",
    path: "/snapshots/:name/restore",
    about: "Goes back to a state, as often as one likes",
    inSpace: true,
    gives: "control-status",
    refuses: [404],
    answer: (call) => {
      try {
        call.space.world.snapshots.restore(call.step("name"));
      } catch (error) {
        throw hasSnapshot(call) ? error : refusal(404, (error as Error).message);
      }
      return { status: "restored" };
    },
  },
  {
    method: "DELETE",
    path: "/snapshots/:name",
    about: "Forgets a state",
    inSpace: true,
    gives: "control-status",
    refuses: [404],
    answer: (call) => {
      const name = call.step("name");
      if (call.space.world.snapshots.remove(name)) return { status: "removed" };
      throw refusal(404, `snapshots: there is no ${JSON.stringify(name.slice(0, 80))}`);
    },
  },
];

function hasSnapshot({ space, step }: ControlCall): boolean {
  return space.world.snapshots.list().includes(step("name"));
}
