import type { EndpointName } from "../../api/endpoints.ts";
import type { MockClock } from "../../mock/clock/clock.ts";
import type { SpaceChoice } from "../../mock/create-mock.ts";
import type { TableEditor } from "../../mock/editor/table-editor.ts";
import type { TableEditors, WorldEditor } from "../../mock/editor/world-editor.ts";
import type { Fault, Faults } from "../../mock/faults/faults.ts";
import type { FaultSpec } from "../../mock/faults/kinds.ts";
import type { Journal } from "../../mock/journal/journal.ts";
import type { Space } from "../../mock/space/space.ts";
import type { Tweak, TweakOptions, TweakSpec, Tweaks } from "../../mock/tweaks.ts";

/** Methods as they are from afar: each gives a promise. */
export type Remote<Methods> = {
  readonly [M in keyof Methods]: Methods[M] extends (...given: infer Given) => infer Answer
    ? (...given: Given) => Promise<Awaited<Answer>>
    : Remote<Methods[M]>;
};

/** The same without what cannot travel: functions stay in their process. */
type WithoutFunction<Spec> = Spec extends unknown ? Omit<Spec, "when"> & { readonly when?: never } : never;

/** Failures asked for. */
export interface RemoteFaults extends Omit<Remote<Faults>, "add"> {
  add(spec: WithoutFunction<FaultSpec>): Promise<Fault>;
}

/** A tweak that was added. */
export interface RemoteTweak extends Omit<Tweak, "remove"> {
  remove(): Promise<void>;
}

/** Changes of answers. */
export interface RemoteTweaks extends Omit<Remote<Tweaks>, "add" | "list" | "unused"> {
  add(spec: WithoutFunction<TweakSpec>): Promise<RemoteTweak>;
  list(): Promise<RemoteTweak[]>;
  unused(): Promise<RemoteTweak[]>;
}

/** A world to look at and to change, in the words of world files. */
export type RemoteWorld = Remote<TableEditors & Pick<WorldEditor, "export" | "replace" | "snapshots">> & {
  /** A table by a name that is not known beforehand. @throws an error that lists the tables */
  table(name: string): Remote<TableEditor<object>>;
};

/** What can be done to a space from afar, as `Space` has it in process. */
export interface RemoteControls {
  readonly clock: Remote<MockClock>;
  readonly faults: RemoteFaults;
  /** Changes the answers of one endpoint by a JSON merge patch. */
  tweak(
    endpoint: EndpointName,
    patch: object,
    options?: WithoutFunction<Omit<TweakOptions, "endpoint">>,
  ): Promise<RemoteTweak>;
  readonly tweaks: RemoteTweaks;
  readonly journal: Remote<Journal>;
  readonly world: RemoteWorld;
  /** Puts world, clock and journal of this space back to the start, and forgets its faults and tweaks. */
  reset(): Promise<void>;
  /**
   * Sends a request to the server, to be answered in this space. Only the path and the query of its address count.
   *
   * @param basePath what stands before `/api/v4` in the request's path. @default nothing
   */
  fetch(request: Request | string | URL, init?: RequestInit & { basePath?: string }): Promise<Response>;
}

/** A space of a server. */
export interface RemoteSpace extends RemoteControls, Pick<Space, "name" | "publicKey"> {
  /** Address of the server, without `/api/v4`. */
  readonly url: string;
  /** Opens the controls of this space and of no other: what a test may have in place of the server's control token. */
  readonly token: string;
  /** As they were when the space was asked for, last put back, or given another world by this object. */
  readonly credentials: Space["credentials"];
  /** Likewise. */
  readonly roles: Space["roles"];
  /** Forgets the space. Whether it was there; the main one cannot be dropped. */
  drop(): Promise<boolean>;
}

/** A mock in a server: its main space, and more of them beside it. */
export interface RemoteMock extends RemoteControls {
  /** Address of the server, without `/api/v4`. */
  readonly url: string;
  /** The space of a name, made where there is none; called with no name, a new one. The options count where it is made. */
  space(...name: SpaceChoice): Promise<RemoteSpace>;
  /** Names of all spaces, the main one first. */
  spaces(): Promise<string[]>;
  /** Forgets a space. Whether there was one; the main one cannot be dropped. */
  dropSpace(name: string): Promise<boolean>;
}

/** A space in process or in a server: what `await` works on alike. */
export type AnySpace = Space | RemoteSpace;

/** A value, or the promise of one. */
export type Awaitable<Value> = Value | Promise<Value>;
