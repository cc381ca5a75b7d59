import type { IncomingMessage } from "node:http";
import type { ControlCaller, ControlOptions } from "../control/guard.ts";
import type { Mock } from "../mock/create-mock.ts";
import type { ServeOptions } from "./node.ts";
import type { Control } from "./node-control.ts";

/** A request as the guard of the control API looks at it. */
export function callerOf({ method = "GET", headers, socket }: IncomingMessage): ControlCaller {
  return { method, header: (name) => headers[name] as string | undefined, peer: socket.remoteAddress };
}

/** The control API of a mock, loaded at its first request. */
export async function importControl(mock: Mock, guard: ControlOptions): Promise<Control> {
  const { createControl } = await import("../control/control.ts");
  return createControl(mock, guard).fetch;
}

/** Who may control the mock, as its guard takes it. */
export function guardOf({ hosts = [], controlToken, controlCors }: ServeOptions): ControlOptions {
  return {
    hosts,
    ...(controlToken !== undefined && { token: controlToken }),
    ...(controlCors !== undefined && { cors: controlCors }),
  };
}
