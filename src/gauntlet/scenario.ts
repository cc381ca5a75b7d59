import type { EndpointName } from "../api/endpoints.ts";
import { type Evidence, kindOfEvidence } from "../api/evidence.ts";
import type { Policies } from "../api/policies.ts";
import type { DriverDo, WorldLicense } from "../generated/types.ts";
import type { FaultSpec } from "../mock/faults/kinds.ts";
import type { Capability } from "./messages.ts";

/** What a scenario asks about. Two axes that no single number should hide, and manners. */
export const axes = ["cannot be fooled", "does not lock out who pays", "manners"] as const;

/** One of them. */
export type Axis = (typeof axes)[number];

/** How strongly something is demanded: by what the demand rests on. */
export type Level = "must" | "should" | "may";

/** What is demanded, and who says so. */
export interface Demand {
  readonly evidence: Evidence;
  /** A document, a standard, or what users reported, in a sentence. */
  readonly source: string;
}

/** A story that a server plays to a client, as data. */
export interface Scenario {
  /** `group/name`. */
  readonly id: string;
  readonly axis: Axis;
  /** What happens, in one sentence. */
  readonly story: string;
  readonly demand: Demand;
  /** What a client must claim to be able to do. It is not applicable to others. */
  readonly needs: readonly Capability[];
  /** How the license is that the client is given. @default perpetual, enabled, with activations to spare */
  readonly license?: Partial<WorldLicense>;
  readonly policy?: Partial<Policies>;
  /** Whether the server speaks HTTPS, with a certificate that the client is told to trust. @default it speaks HTTP */
  readonly https?: true;
  /** Which public keys the client is given: the server's own, or two while they are exchanged. @default one */
  readonly keys?: "one" | "two";
  /** What the client's device is called. @default a plain name */
  readonly hardwareId?: string;
  readonly steps: readonly StoryStep[];
}

/** What the client is asked to do, and how that has to end. */
export type Doing = Pick<DriverDo, "action"> & Partial<Pick<DriverDo, "units" | "feature">>;

/** A belief that is right. `still yes`: yes of a client that keeps what it learned, of another one no "no". */
export type Belief = "yes" | "not yes" | "not no" | "still yes";

/** What the server saw, as far as it must be so. */
export interface Seen {
  /** Calls since the last `mark`, of an endpoint or of all. */
  readonly calls?: { readonly of?: EndpointName; readonly atMost?: number; readonly atLeast?: number };
  /** Devices that are active on the license. */
  readonly devices?: readonly number[];
  /** Units that were taken, any of these. */
  readonly units?: readonly number[];
  /** Seats in use. */
  readonly seats?: readonly number[];
  /** No call has brought the shared key: in its address, its headers or its body. */
  readonly secretNowhere?: true;
  /** Each call's Date was that of the client's clock, within five minutes. */
  readonly freshDates?: true;
  /** Nothing that authorizes came to the other host. */
  readonly nothingElsewhere?: true;
}

/** One step of a story. */
export type StoryStep =
  /** The client does something. `control`: if it does not end so, the scenario says nothing. */
  | { readonly do: Doing; readonly ends?: "done" | "refused"; readonly control?: true; readonly because?: string }
  /** The client says what it believes. */
  | { readonly believes: Belief; readonly control?: true; readonly because?: string }
  /** The client's end of the license is no later than the server's. */
  | { readonly endsNoLater: true }
  /** What befalls calls from now on. */
  | { readonly fault: FaultSpec | "redirect to another host" | "replay an earlier answer" }
  /** Nothing befalls them any more. */
  | { readonly calm: true }
  /** The vendor changes the license. */
  | { readonly vendor: Readonly<Record<string, unknown>> }
  /** The vendor lets all devices of the license go. */
  | { readonly vendorLetsGo: true }
  /** Another device takes the only seat, or gives it back. */
  | { readonly otherDevice: "takes a seat" | "gives it back" }
  /** Time passes, for server and client. */
  | { readonly pass: Span }
  /** The client's clock is so far from the true time, which goes on. */
  | { readonly clientClock: Span }
  | {
      readonly server:
        | "stops"
        | "starts"
        | "shows an expired certificate"
        | "shows somebody else's certificate"
        | "is somebody else's";
    }
  /** The server's answers to an endpoint say something else from now on, rightly signed. */
  | {
      readonly answers: {
        readonly endpoint: EndpointName | EndpointName[];
        readonly patch: Readonly<Record<string, unknown>>;
      };
    }
  /** The application is closed and opened, or its power is cut. */
  | { readonly application: "opens again" | "is killed and opens again" | "is closed" }
  /** The folder of the client's storage. */
  | {
      readonly storage:
        | "copied to another device"
        | "used for another license"
        | "dates edited"
        | "dates and numbers edited"
        | "cut in half"
        | "deleted";
    }
  /** A file for offline activation is made out of the client's request. */
  | { readonly offlineFile: OfflineFile }
  /** Calls are counted from here on. */
  | { readonly mark: true }
  | { readonly saw: Seen; readonly because?: string }
  /** Neither the answers of the driver, nor what it printed, nor what it wrote to be carried to the server hold the shared key. */
  | { readonly keepsSecrets: true };

/** Whose file the client is given. */
export type OfflineFile =
  | "its own"
  | "of another device"
  | "of another license"
  | "of another product"
  | "with a byte changed"
  | "without its signature"
  | "signed by another key"
  | "with a later end";

/** A time span, like `10d`, `-3h`, `10m`. */
export type Span = `${"" | "-"}${number}${"d" | "h" | "m"}`;

/** How strongly a scenario demands what it demands. */
export function levelOf({ demand }: Scenario): Level {
  const kind = kindOfEvidence(demand.evidence);
  if (kind === "assumed") return "may";
  return kind === "observed" ? "should" : "must";
}

/** A span in milliseconds. */
export function spanMs(span: Span): number {
  const unit = { d: 86_400_000, h: 3_600_000, m: 60_000 }[span.at(-1) as "d" | "h" | "m"];
  return Number(span.slice(0, -1)) * unit;
}
