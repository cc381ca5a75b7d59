import type { LicenseReference } from "../../mock/clock/license-moments.ts";
import type { Moment } from "../../mock/clock/timekeeper.ts";
import type { Fault } from "../../mock/faults/faults.ts";
import type { JournalQuery } from "../../mock/journal/journal.ts";
import type { Tweak, TweakSpec } from "../../mock/tweaks.ts";
import type { RemoteControls, RemoteFaults, RemoteTweak, RemoteTweaks } from "./remote.ts";
import { createRemoteWorld } from "./remote-world.ts";
import { type Send, whetherDone } from "./send.ts";

/**
 * Makes the controls of a space in a server, but what sends requests to its API.
 *
 * @param space its name, undefined for the main one.
 * @param changed is told when the whole world is another.
 */
export function createRemoteControls(
  send: Send,
  space: string | undefined,
  changed: () => Promise<void> = async () => {},
): Omit<RemoteControls, "fetch"> {
  const tweaks = createRemoteTweaks(send, space);
  return {
    clock: createRemoteClock(send, space),
    faults: createRemoteFaults(send, space),
    tweak: (endpoint, patch, options = {}) => tweaks.add({ ...options, endpoint, patch } as never),
    tweaks,
    journal: {
      entries: (query?: JournalQuery) => send("GET", "/journal", { space, query: { ...query } }),
      findings: () => send("GET", "/journal/findings", { space }),
      clear: async () => void (await send("DELETE", "/journal", { space })),
    },
    world: createRemoteWorld(send, space, changed),
    reset: async () => {
      await send("POST", "/reset", { space });
      await changed();
    },
  };
}

function createRemoteClock(send: Send, space: string | undefined): RemoteControls["clock"] {
  const stand = () => send<{ now: string; rate: number }>("GET", "/clock", { space });
  return {
    now: async () => Date.parse((await stand()).now),
    rate: async () => (await stand()).rate,
    set: (time) => send("POST", "/clock/set", { space, body: { time: plainMoment(time) } }),
    advance: (duration) =>
      send("POST", "/clock/advance", { space, body: typeof duration === "string" ? { duration } : duration }),
    advanceTo: (license, moment, offset) =>
      send("POST", "/clock/advance-to", { space, body: { license: plainReference(license), moment, offset } }),
    freeze: (time) => send("POST", "/clock/freeze", { space, body: { time: plainMoment(time) } }),
    run: async (rate) => void (await send("POST", "/clock/run", { space, body: { rate } })),
  };
}

/** A date as ISO 8601. One that is none stays a text that says so: JSON would make null of it. */
function plainMoment(time: Moment | undefined): string | number | undefined {
  if (!(time instanceof Date)) return time;
  return Number.isNaN(time.getTime()) ? String(time) : time.toISOString();
}

function plainReference(license: LicenseReference): string | number {
  return typeof license === "object" ? license.id : license;
}

function createRemoteFaults(send: Send, space: string | undefined): RemoteFaults {
  return {
    add: async (spec) => send<Fault>("POST", "/faults", { space, body: withoutFunction(spec, "fault") }),
    list: () => send("GET", "/faults", { space }),
    unused: () => send("GET", "/faults", { space, query: { unused: true } }),
    remove: async (id) => void (await whetherDone(send("DELETE", `/faults/${id}`, { space }), 404)),
    clear: async () => void (await send("DELETE", "/faults", { space })),
  };
}

function createRemoteTweaks(send: Send, space: string | undefined): RemoteTweaks {
  const remove = async (id: number) => void (await whetherDone(send("DELETE", `/tweaks/${id}`, { space }), 404));
  const removable = (tweak: Omit<Tweak, "remove">): RemoteTweak => ({ ...tweak, remove: () => remove(tweak.id) });
  const list = async (query = {}) => (await send<Tweak[]>("GET", "/tweaks", { space, query })).map(removable);
  return {
    add: async (spec) => {
      const body = withoutFunction(spec as TweakSpec, "tweak");
      return removable(await send<Tweak>("POST", "/tweaks", { space, body }));
    },
    list: () => list(),
    unused: () => list({ unused: true }),
    remove,
    clear: async () => void (await send("DELETE", "/tweaks", { space })),
  };
}

/** JSON would leave a function out in silence, and what was for few calls would befall all of them. */
function withoutFunction<Spec extends object>(spec: Spec, place: string): Spec {
  for (const name of ["when", "patch"] as const) {
    if (typeof (spec as Readonly<Record<string, unknown>>)[name] !== "function") continue;
    throw new TypeError(
      `${place}/${name}: found a function, expected plain data: functions work in the mock's process`,
    );
  }
  return spec;
}
