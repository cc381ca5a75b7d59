import type { Mock } from "../mock/create-mock.ts";
import type { Space } from "../mock/space/space.ts";

/** One thing that the control API does: the row that both the server and its description are made from. */
export interface Route {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below `/__mock`; `:name` stands for one step of a path. */
  readonly path: string;
  /** What it does, for people. */
  readonly about: string;
  /** Whether anybody may ask. @default only who may control the mock */
  readonly isOpen?: true;
  /** Whether it is about one space, which `X-Mock-Space` or the query's `space` names. */
  readonly inSpace: boolean;
  /** What its query may say, each with what it means; `any` for names that the route judges itself. @default nothing */
  readonly query?: Readonly<Record<string, string>> | "any";
  /** Schema of the body. @default none is read */
  readonly takes?: string;
  /** Whether the body may be left out. @default false */
  readonly mayBeEmpty?: true;
  /** Schema of the answer; in a list, of each item. `pem` is a text. */
  readonly gives: string | readonly [string];
  /** @default 200 */
  readonly status?: 201;
  /** Statuses of refusals beside those that every route has. */
  readonly refuses?: readonly (404 | 409)[];
  answer(call: ControlCall): unknown;
}

/** What a route has to go by. */
export interface ControlCall {
  readonly mock: Mock;
  /** The space that is meant. */
  readonly space: Space;
  /** A step of the path. */
  step(name: string): string;
  readonly query: ReadonlyMap<string, string>;
  /** Checked by the schema that the route takes; an empty object where there is none. */
  readonly body: Readonly<Record<string, unknown>>;
  /** Address by which the caller reached this server. */
  readonly origin: string;
}

/** What is wrong with a call, and the HTTP status that says so. */
export interface Refusal extends Error {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409;
}

/** Makes what a route throws where it refuses with another status than 400. */
export function refusal(status: Refusal["status"], message: string): Refusal {
  return Object.assign(new Error(message), { status });
}

/** An id in a path: a number that could be one. */
export function idOf(call: ControlCall): number {
  const text = call.step("id");
  if (/^\d{1,16}$/.test(text)) return Number(text);
  throw refusal(400, `id: found ${JSON.stringify(text.slice(0, 80))}, expected a number`);
}
