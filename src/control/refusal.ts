import { InputError } from "../api/input-error.ts";

/** What is wrong with a call, and the HTTP status that says so. */
export interface ControlRefusal extends InputError {
  readonly status: 400 | 401 | 403 | 404 | 405 | 409 | 421;
  /** With 421: the two digits of the server that keeps it. */
  readonly shard?: string;
}

/** Makes what a handler throws where it refuses with another status than 400. */
export function refusal(status: ControlRefusal["status"], message: string): ControlRefusal {
  return Object.assign(new InputError(message), { status });
}
