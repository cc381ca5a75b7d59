import type { EndpointName } from "../../api/endpoints.ts";
import { ApiError } from "../../api/errors.ts";
import { bugText } from "../../api/printable.ts";
import { signatureHeader } from "../../api/signature.ts";
import type { Clock } from "../../api/wall-clock.ts";
import type { Meter } from "../limits.ts";
import type { ApiRequest, ApiResponse } from "../request.ts";
import { type Call, type CallOutcome, type OpenCall, openCall } from "./call.ts";
import { detached, entryOf, isLarge, type JournalEntry, weightOf } from "./entry.ts";

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
  /**
   * An answer as it was sent, of the call of an id, else of the first that was answered with status 200; undefined where
   * there is none that is signed, whole, unmasked and without a fault. What is over 16 KiB is not kept so.
   */
  wholeAnswer(endpoint: EndpointName, id?: number): ApiResponse | undefined;
  /** A bug in place of an answer. */
  abandon(call: OpenCall, bug: unknown): void;
  /** Calls of ids below this one are forgotten. */
  oldestId(): number;
  /** Goes on from the calls of another process, oldest first. */
  put(entries: readonly JournalEntry[]): void;
}

/** What a journal needs. */
export interface JournalOptions {
  /** Name of the space whose calls these are. */
  readonly space: string;
  /** How many calls it keeps; it forgets the oldest first. */
  readonly limit: number;
  /** How many bytes of them, as far as texts take room. @default without end */
  readonly most?: number;
  /** What all journals hold together, and how much that may be. @default nothing but this one, without end */
  readonly all?: Meter;
  readonly mostOfAll?: number;
  /** The mock's time. */
  readonly clock: Clock;
  readonly wallClock: Clock;
  /** Is told of each call as it is answered. */
  readonly log: ((entry: JournalEntry) => void) | undefined;
}

/** A call that is under way, or may be made an entry of; the entry itself where the call held on to too much. */
type Kept = Call | JournalEntry;

/** Makes an empty journal: a ring, in which the calls that were forgotten for want of room are holes. */
export function createJournal({ space, limit, clock, wallClock, log, ...room }: JournalOptions): WritableJournal {
  const { most = Number.POSITIVE_INFINITY, mostOfAll = Number.POSITIVE_INFINITY, all = { bytes: 0 } } = room;
  let ring: (Kept | undefined)[] = [];
  let sizes: number[] = [];
  let held = 0;
  let lastId = 0;
  let firstId = 1;
  const slotOf = (id: number) => (id - firstId) % limit;
  const kept = (query: JournalQuery) => {
    const next = slotOf(lastId + 1);
    const found = [...ring.slice(next), ...ring.slice(0, next)].filter((one) => one !== undefined && fits(one, query));
    return (query.last === undefined ? found : found.slice(Math.max(0, found.length - query.last))) as Kept[];
  };
  const weigh = (slot: number, bytes: number) => {
    const more = bytes - (sizes[slot] ?? 0);
    sizes[slot] = bytes;
    held += more;
    all.bytes += more;
  };
  /** Forgets the oldest calls, but never this one. */
  const makeRoom = (newest: Kept) => {
    for (let id = Math.max(firstId, lastId - limit + 1); id <= lastId; id += 1) {
      if (held <= most && all.bytes <= mostOfAll) return;
      const slot = slotOf(id);
      if (ring[slot] === newest) continue;
      ring[slot] = undefined;
      weigh(slot, 0);
    }
  };
  const finish = (call: OpenCall) => {
    call.answeredAt = wallClock();
    const slot = slotOf(call.id);
    if (ring[slot] === call) {
      const entry = isLarge(call) ? detached(entryOf(call, space)) : call;
      ring[slot] = entry;
      weigh(slot, weightOf(call));
      if (held > most || all.bytes > mostOfAll) makeRoom(entry);
    }
    if (log) tell(log, entryOf(call, space));
  };
  return {
    open: (request) => {
      const call = openCall(++lastId, request, clock(), wallClock());
      if (limit > 0) ring[slotOf(call.id)] = call;
      return call;
    },
    close: (call, answer) => {
      call.answer = answer;
      finish(call);
    },
    wholeAnswer: (endpoint, id) =>
      kept({ endpoint })
        .filter(
          (one): one is Call => "request" in one && (id === undefined ? one.answer?.status === 200 : one.id === id),
        )
        .map(({ fault, answer }) => (fault ? undefined : answer))
        .find((answer) => answer?.headers[signatureHeader] !== undefined),
    abandon: (call, bug) => {
      call.error = new ApiError("internal_error", { explanation: bug instanceof Error ? bug.message : String(bug) });
      call.outcome = "internal_error";
      finish(call);
    },
    entries: (query = {}) => kept(query).map((one) => ("request" in one ? entryOf(one, space) : one)),
    findings: () => [...new Set(kept({}).flatMap(({ findings }) => findings))],
    clear: () => {
      all.bytes -= held;
      held = 0;
      ring = [];
      sizes = [];
      firstId = lastId + 1;
    },
    oldestId: () => Math.max(firstId, lastId - limit + 1),
    put: (entries) => {
      all.bytes -= held;
      held = 0;
      ring = [];
      sizes = [];
      firstId = entries[0]?.id ?? lastId + 1;
      lastId = entries.at(-1)?.id ?? lastId;
      if (limit === 0) return;
      for (const entry of entries) {
        ring[slotOf(entry.id)] = entry;
        weigh(slotOf(entry.id), JSON.stringify(entry).length);
      }
    },
  };
}

function fits(one: Kept, { endpoint, outcome, license, device, since }: JournalQuery): boolean {
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
