import type { FaultSpec } from "../../mock/faults/kinds.ts";
import type { Demand, Scenario } from "../scenario.ts";
import { reported, whenActivated } from "./parts.ts";

const tact: Demand = {
  evidence: "inviolable",
  source: "A call whose answer was lost may have counted; nobody is charged twice in silence.",
};
const bounded: Demand = { evidence: "inviolable", source: "A server that is down is not helped by calls without end." };
const secret: Demand = {
  evidence: "inviolable",
  source: "The shared key signs every call of the account: it stands in no address, message or log.",
};
const fourHundred: Demand = {
  evidence: "documented: RFC 9110, 15.5",
  source: "A status from 400 says that the same call will be refused again.",
};

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
  {
    id: "manners/lost-activation",
    axis: "manners",
    story: "The answer to an activation is lost after the server has acted; the license has one activation.",
    demand: tact,
    license: { maxActivations: 1 },
    needs: ["activate"],
    steps: [
      { fault: { kind: "reset-before-answer", endpoint: "activate-license", times: 1 } },
      { do: { action: "activate" } },
      { do: { action: "activate" }, ends: "done" },
      { believes: "yes" },
      { saw: { devices: [1] } },
    ],
  },
  {
    id: "manners/lost-consumption",
    axis: "manners",
    story: "The answer to a consumption of one unit is lost after the server has counted it.",
    demand: tact,
    license: { type: "consumption", consumption: { max: 100, total: 0 } },
    needs: ["activate", "consume"],
    steps: [
      ...whenActivated,
      { do: { action: "consume", units: 1 }, ends: "done", control: true },
      { saw: { units: [1] }, control: true },
      { fault: { kind: "reset-before-answer", endpoint: "add-consumption", times: 1 } },
      { do: { action: "consume", units: 1 } },
      { saw: { units: [2] } },
    ],
  },
  {
    id: "manners/consumption-unavailable",
    axis: "manners",
    story: "A consumption of one unit is answered 503 after the server has counted it.",
    demand: tact,
    license: { type: "consumption", consumption: { max: 100, total: 0 } },
    needs: ["activate", "consume"],
    steps: [
      ...whenActivated,
      { do: { action: "consume", units: 1 }, ends: "done", control: true },
      { fault: { kind: "service-unavailable", endpoint: "add-consumption", times: 1, happens: true } },
      { do: { action: "consume", units: 1 } },
      { saw: { units: [2] } },
    ],
  },
  {
    id: "manners/consumption-that-did-not-happen",
    axis: "manners",
    story:
      "A consumption of one unit is answered 503 before anything is counted, and the client says that it is done only if it is.",
    demand: tact,
    license: { type: "consumption", consumption: { max: 100, total: 0 } },
    needs: ["activate", "consume"],
    steps: [
      ...whenActivated,
      { do: { action: "consume", units: 1 }, ends: "done", control: true },
      { fault: { kind: "service-unavailable", endpoint: "add-consumption" } },
      { do: { action: "consume", units: 1 }, ends: "refused" },
      { saw: { units: [1] } },
    ],
  },
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
    demand: fourHundred,
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
    demand: fourHundred,
    license: { maxActivations: 1, devices: [{ hardwareId: "the-only-device" }] },
    needs: ["activate"],
    steps: [
      { mark: true },
      { do: { action: "activate" }, ends: "refused" },
      { saw: { calls: { atLeast: 1, atMost: 2 } }, because: "what is refused is refused again" },
    ],
  },
  {
    id: "manners/plain-addresses",
    axis: "manners",
    story: "The client is activated, checks and is deactivated.",
    demand: secret,
    needs: ["activate", "check"],
    steps: [
      ...whenActivated,
      { do: { action: "check" }, ends: "done", control: true },
      { saw: { plainAddresses: true, freshDates: true } },
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
      { fault: { kind: "other-key-signature", times: 1 } },
      { do: { action: "check" } },
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
    id: "manners/no-second-activation",
    axis: "manners",
    story: "The application is opened again and checks; it is still one activation.",
    demand: tact,
    license: { maxActivations: 1 },
    needs: ["activate", "check", "cache"],
    steps: [
      ...whenActivated,
      { application: "opens again" },
      { do: { action: "check" }, ends: "done" },
      { believes: "yes" },
      { saw: { devices: [1] } },
      { saw: { calls: { of: "activate-license", atMost: 1, atLeast: 1 } } },
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
    id: "manners/seat-given-back",
    axis: "manners",
    story: "The application is closed, and its seat is free for the next one.",
    demand: reported("teams whose seats stay taken after everybody went home"),
    license: { floating: { users: 2, timeoutMinutes: 120 } },
    needs: ["activate", "check", "floating"],
    steps: [
      ...whenActivated,
      { do: { action: "check" }, ends: "done", control: true },
      { saw: { seats: [1] }, control: true },
      { application: "is closed" },
      { saw: { seats: [0] } },
    ],
  },
  {
    id: "manners/seat-released",
    axis: "manners",
    story: "The client gives its seat back when it is asked to.",
    demand: { evidence: "documented: Floating Release", source: "A seat that is released is free at once." },
    license: { floating: { users: 2, timeoutMinutes: 120 } },
    needs: ["activate", "check", "floating"],
    steps: [
      ...whenActivated,
      { do: { action: "check" }, ends: "done", control: true },
      { saw: { seats: [1] }, control: true },
      { do: { action: "release" }, ends: "done" },
      { saw: { seats: [0] } },
    ],
  },
  {
    id: "manners/device-released",
    axis: "manners",
    story: "A device is deactivated while its answer is lost; asked again, the client ends well.",
    demand: tact,
    needs: ["activate", "deactivate"],
    steps: [
      ...whenActivated,
      { fault: { kind: "reset-before-answer", endpoint: "deactivate-license", times: 1 } },
      { do: { action: "deactivate" } },
      { do: { action: "deactivate" } },
      { saw: { devices: [0] } },
    ],
  },
];
