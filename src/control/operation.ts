import { urlPart } from "../api/url-part.ts";
import type { ControlBodies } from "../generated/types.ts";

/** One thing that the control API does: server, remote client, `ctl` and OpenAPI are made from the row. */
export interface Operation {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/__mock`; `:name` stands for one step of a path. */
  readonly path: string;
  /** What it does, for people. */
  readonly about: string;
  /** Whether anybody may ask, in any case or on a server without a control token. @default only who may control the mock */
  readonly isOpen?: "always" | "without-token";
  /** Whether it is about the whole server. @default about one space, which `X-Mock-Space` or the query's `space` names */
  readonly ofServer?: true;
  /** What its query may say, each with what it means; `any` for names that the handler judges itself. @default nothing */
  readonly query?: Readonly<Record<string, string>> | "any";
  /** Schema of the body. @default none is read */
  readonly takes?: keyof ControlBodies;
  /** Whether the body may be left out. @default false */
  readonly mayBeEmpty?: true;
  /** Schema of the answer; in a list, of each item. `pem` is a text. */
  readonly gives: string | readonly [string];
  /** @default 200 */
  readonly status?: 201;
  /** Statuses of refusals beside those that every operation has. */
  readonly refuses?: readonly (404 | 409)[];
  /** The method of the same name of the remote client. @default there is none */
  readonly remote?: RemoteMethod;
  /** Further methods that make the same call: they look at another part of the answer. */
  readonly alike?: Readonly<Record<string, RemoteMethod>>;
  /** The command of `ctl`. @default there is none */
  readonly command?: OperationCommand;
}

/** What the arguments of a method are sent as, and what it gives. */
export interface RemoteMethod {
  readonly send: (...given: never[]) => ControlRequest;
  /** @default the answer, or nothing where it only says that it was done */
  readonly result?: (answer: never) => unknown;
  /** What a 404 or 409 means: `no` makes the method give true or false, `nothing` makes it end all the same. */
  readonly refused?: "no" | "nothing";
  /** Whether the world is another one afterwards. */
  readonly changesWorld?: true;
}

/** A call without what its operation says anyway. */
export interface ControlRequest {
  /** For the steps of the path. */
  readonly steps?: Readonly<Record<string, string | number>>;
  readonly body?: unknown;
  readonly query?: Readonly<Record<string, unknown>>;
  /** The two digits that a balancer sends it by. @default those of the space that it is about */
  readonly shard?: string;
}

/** A command as people type it. */
export interface OperationCommand {
  /** Behind `ctl`, with its arguments, `[optional]` or `<needed>`. */
  readonly usage: string;
  /** What to type behind `license-api-kit ctl`. */
  readonly examples: readonly string[];
  /** Whether it is meant where its group is called alone. @default false */
  readonly isDefault?: true;
  /** What people read where it is done, `<argument>` for one that was given. @default the answer, as the command line prints it */
  readonly done?: string;
}

/** The path of a call. */
export function pathOf({ path }: Pick<Operation, "path">, { steps = {} }: ControlRequest): string {
  return path.replace(/:(\w+)/g, (_whole, step: string) => urlPart(String(steps[step])));
}
