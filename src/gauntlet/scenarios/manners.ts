import type { FaultSpec } from "../../mock/faults/kinds.ts";
import type { Demand, Scenario } from "../scenario.ts";
import { reported, whenActivated } from "./parts.ts";

const bounded: Demand = { evidence: "inviolable", source: "A server that is down is not helped by calls without end." };
const secret: Demand = {
  evidence: "inviolable",
  source: "The shared key signs every call of the account: it stands in no address, message or log.",
};
const refusedOnce: Demand = reported("operators whose servers were asked again and again for what they had refused");

/** More calls for one thing that is to be done are a burden. */
const mostRetries = 12;

function patient(name: string, story: string, fault: FaultSpec): Scenario {
  return {
    id: `manners/${name}`,
    axis: "manners",
    story,
    demand: bounded,
    needs: ["activate", "check"],
    steps: [
      ...whenActivated,
      { fault },
      { mark: true },
      { do: { action: "check" } },
      { saw: { calls: { atMost: mostRetries } } },
      { saw: { freshDates: true } },
      { calm: true },
      { mark: true },
      { do: { action: "check" }, ends: "done", control: true },
      { saw: { calls: { atLeast: 1 } }, because: "who never asks is not patient" },
    ],
  };
}

/** How a client treats the server, the user and their secrets. */
export const manners: readonly Scenario[] = [
  patient("bounded-503", "The server is down for as long as the client asks.", { kind: "service-unavailable" }),
  patient("bounded-429", "The server answers 429 for as long as the client asks.", {
    kind: "too-many-requests",
    retryAfterSeconds: 1,
  }),
  patient("bounded-resets", "Connections are reset for as long as the client asks.", { kind: "reset-before-answer" }),
  patient("bounded-forgeries", "Answers are forged for as long as the client asks.", { kind: "other-key-signature" }),
  {
    id: "manners/no-retry-of-a-refusal",
    axis: "manners",
    story: "The license is switched off, and the client asks once.",
    demand: refusedOnce,
    needs: ["activate", "check"],
    steps: [
      ...whenActivated,
      { vendor: { enabled: false } },
      { mark: true },
      { do: { action: "check" } },
      { saw: { calls: { atLeast: 1, atMost: 2 } }, because: "what is refused is refused again" },
      { believes: "not yes", control: true },
    ],
  },
  {
    id: "manners/no-retry-of-no-activation",
    axis: "manners",
    story: "No activation is left, and the client asks once.",
    demand: refusedOnce,
    license: { maxActivations: 1, devices: [{ hardwareId: "the-only-device" }] },
    needs: ["activate"],
    steps: [
      { mark: true },
      { do: { action: "activate" }, ends: "refused" },
      { saw: { calls: { atLeast: 1, atMost: 2 } }, because: "what is refused is refused again" },
    ],
  },
  {
    id: "manners/secret-in-no-call",
    axis: "manners",
    story: "The client is activated, checks and is deactivated.",
    demand: secret,
    needs: ["activate", "check"],
    steps: [
      ...whenActivated,
      { do: { action: "check" }, ends: "done", control: true },
      { saw: { secretNowhere: true, freshDates: true } },
      { saw: { calls: { atLeast: 2 } }, because: "who never asks shows nothing" },
    ],
  },
  {
    id: "manners/quiet-messages",
    axis: "manners",
    story: "Calls are refused, forged and cut off, and the client tells people so.",
    demand: secret,
    needs: ["activate", "check"],
    steps: [
      ...whenActivated,
      { fault: { kind: "other-key-signature" } },
      { do: { action: "check" } },
      { do: { action: "activate" } },
      { calm: true },
      { vendor: { enabled: false } },
      { do: { action: "check" } },
      { believes: "not yes", control: true },
      { server: "stops" },
      { do: { action: "check" } },
      { keepsSecrets: true },
    ],
  },
  {
    id: "manners/asking-does-not-call",
    axis: "manners",
    story: "The application asks ten times whether it may go on.",
    demand: reported("operators whose servers were asked at each mouse click"),
    needs: ["activate"],
    steps: [
      ...whenActivated,
      { mark: true },
      ...Array.from({ length: 10 }, () => ({ believes: "yes" }) as const),
      { saw: { calls: { atMost: 5 } } },
    ],
  },
  {
    id: "manners/bounded-activations",
    axis: "manners",
    story: "The server is down for as long as the client tries to activate.",
    demand: bounded,
    needs: ["activate"],
    steps: [
      { fault: { kind: "service-unavailable" } },
      { mark: true },
      { do: { action: "activate" } },
      { saw: { calls: { atMost: mostRetries } } },
      { calm: true },
      ...whenActivated,
    ],
  },
];
