import type { EndpointName } from "../../api/endpoints.ts";
import { ApiError } from "../../api/errors.ts";
import { bugText } from "../../api/printable.ts";
import type { Clock } from "../../api/wall-clock.ts";
import type { ApiRequest, ApiResponse } from "../request.ts";
import { type Call, type CallOutcome, type OpenCall, openCall } from "./call.ts";
import { detached, entryOf, isLarge, type JournalEntry } from "./entry.ts";

export type { JournalEntry };

/** Which entries are asked for; all that is given must hold. */
export interface JournalQuery {
  readonly endpoint?: EndpointName;
  readonly outcome?: CallOutcome;
  /** A key, a username or an id, as it was sent. */
  readonly license?: string;
  /** A hardware id. */
  readonly device?: string;
  /** Entries after the one of this id. */
  readonly since?: number;
  /** So many of them, the newest. */
  readonly last?: number;
}

/** The last requests, oldest first. */
export interface Journal {
  entries(query?: JournalQuery): JournalEntry[];
  /** The remarks on all calls that are kept, each once. */
  findings(): string[];
  clear(): void;
}

/** A journal as the pipeline writes it. */
export interface WritableJournal extends Journal {
  /** A new call. It is in the journal as soon as its outcome is decided. */
  open(request: ApiRequest): OpenCall;
  /** The call's answer, as it is handed over. */
  close(call: OpenCall, answer: ApiResponse): void;
  /** A bug in place of an answer. */
  abandon(call: OpenCall, bug: unknown): void;
}

/** What a journal needs. */
export interface JournalOptions {
  /** Name of the space whose calls these are. */
  readonly space: string;
  /** How many calls it keeps; it forgets the oldest first. */
  readonly limit: number;
  /** The mock's time. */
  readonly clock: Clock;
  readonly wallClock: Clock;
  /** Is told of each call as it is answered. */
  readonly log: ((entry: JournalEntry) => void) | undefined;
}

/** Makes an empty journal. */
export function createJournal({ space, limit, clock, wallClock, log }: JournalOptions): WritableJournal {
  let ring: (Call | JournalEntry)[] = [];
  let next = 0;
  let lastId = 0;
  const kept = (query: JournalQuery) => {
    const found = [...ring.slice(next), ...ring.slice(0, next)].filter((one) => fits(one, query));
    return query.last === undefined ? found : found.slice(Math.max(0, found.length - query.last));
  };
  const finish = (call: OpenCall) => {
    call.answeredAt = wallClock();
    if (limit > 0 && isLarge(call)) replace(ring, call, detached(entryOf(call, space)));
    if (log) tell(log, entryOf(call, space));
  };
  return {
    open: (request) => {
      const call = openCall(++lastId, request, clock(), wallClock());
      if (limit === 0) return call;
      ring[next] = call;
      next = (next + 1) % limit;
      return call;
    },
    close: (call, answer) => {
      call.answer = answer;
      finish(call);
    },
    abandon: (call, bug) => {
      call.error = new ApiError("internal_error", { explanation: bug instanceof Error ? bug.message : String(bug) });
      call.outcome = "internal_error";
      finish(call);
    },
    entries: (query = {}) => kept(query).map((one) => ("request" in one ? entryOf(one, space) : one)),
    findings: () => [...new Set(kept({}).flatMap(({ findings }) => findings))],
    clear: () => {
      ring = [];
      next = 0;
    },
  };
}

function replace(ring: (Call | JournalEntry)[], call: Call, entry: JournalEntry): void {
  const slot = ring.indexOf(call);
  if (slot >= 0) ring[slot] = entry;
}

function fits(one: Call | JournalEntry, { endpoint, outcome, license, device, since }: JournalQuery): boolean {
  if (one.outcome === undefined || (since !== undefined && one.id <= since)) return false;
  if (endpoint !== undefined && one.endpoint !== endpoint) return false;
  if (outcome !== undefined && one.outcome !== outcome) return false;
  return isAbout(one.input, license, device);
}

function isAbout(input: object = {}, license: string | undefined, device: string | undefined): boolean {
  const { license_key, username, license_id, hardware_id } = input as Record<string, unknown>;
  if (device !== undefined && hardware_id !== device) return false;
  return license === undefined || [license_key, username, license_id].some((name) => String(name) === license);
}

/** A log that fails must not fail the call, which has happened by then. */
function tell(log: (entry: JournalEntry) => void, entry: JournalEntry): void {
  try {
    log(entry);
  } catch (error) {
    console.error(`license-api-kit: the log option threw ${bugText(error)}`);
  }
}
