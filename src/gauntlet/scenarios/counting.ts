import type { FaultSpec } from "../../mock/faults/kinds.ts";
import type { Demand, Scenario, StoryStep } from "../scenario.ts";
import { reported, whenActivated } from "./parts.ts";

const tact: Demand = {
  evidence: "inviolable",
  source: "A call whose answer was lost may have counted; nobody is charged twice in silence.",
};
const tellsOnce: Demand = reported("users who lost an activation to a network that broke");

/** One unit is taken as it should be, and then one while something befalls the call. */
function consumption(name: string, story: string, fault: FaultSpec, then: readonly StoryStep[]): Scenario {
  return {
    id: `manners/${name}`,
    axis: "manners",
    story,
    demand: tact,
    license: { type: "consumption", consumption: { max: 100, total: 0 } },
    needs: ["activate", "consume"],
    steps: [...whenActivated, { do: { action: "consume", units: 1 }, ends: "done", control: true }, { fault }, ...then],
  };
}

/** What counts is counted once, whatever becomes of the answer. */
export const counting: readonly Scenario[] = [
  {
    id: "manners/lost-activation",
    axis: "manners",
    story: "The answer to an activation is lost after the server has acted; the license has one activation.",
    demand: tellsOnce,
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
  consumption(
    "consumption-unavailable",
    "A consumption of one unit is answered 503 after the server has counted it.",
    { kind: "service-unavailable", endpoint: "add-consumption", times: 1, happens: true },
    [{ do: { action: "consume", units: 1 } }, { saw: { units: [2] } }],
  ),
  consumption(
    "consumption-that-did-not-happen",
    "A consumption of one unit is answered 503 before anything is counted, and the client says that it is done only if it is.",
    { kind: "service-unavailable", endpoint: "add-consumption" },
    [{ do: { action: "consume", units: 1 }, ends: "refused" }, { saw: { units: [1] } }],
  ),
  {
    id: "manners/no-second-activation",
    axis: "manners",
    story: "The application is opened again and checks; it is still one activation.",
    demand: tellsOnce,
    license: { maxActivations: 1 },
    needs: ["activate", "check", "cache"],
    steps: [
      ...whenActivated,
      { application: "opens again" },
      { do: { action: "check" }, ends: "done" },
      { believes: "yes" },
      { saw: { devices: [1] } },
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
  consumption(
    "consumption-forged",
    "A consumption of one unit is counted, and its answer is forged.",
    { kind: "other-key-signature", endpoint: "add-consumption" },
    [{ do: { action: "consume", units: 1 } }, { saw: { units: [2] } }],
  ),
  consumption(
    "consumption-by-a-portal",
    "A captive portal answers a consumption with its page and status 200, and nothing is counted.",
    { kind: "html-page", status: 200, endpoint: "add-consumption" },
    [{ do: { action: "consume", units: 1 }, ends: "refused" }, { saw: { units: [1] } }],
  ),
  {
    id: "manners/feature-consumption-lost",
    axis: "manners",
    story: "The answer to a consumption of a feature is lost after the server has counted it.",
    demand: tact,
    license: { features: [{ code: "export", consumption: { max: 3 } }] },
    needs: ["activate", "features"],
    steps: [
      ...whenActivated,
      { do: { action: "consume-feature", feature: "export", units: 1 }, ends: "done", control: true },
      { fault: { kind: "reset-before-answer", endpoint: "add-feature-consumption", times: 1 } },
      { do: { action: "consume-feature", feature: "export", units: 1 } },
      { do: { action: "consume-feature", feature: "export", units: 1 }, ends: "done" },
      { do: { action: "consume-feature", feature: "export", units: 1 }, ends: "refused", control: true },
    ],
  },
  {
    id: "manners/deactivated-later",
    axis: "manners",
    story: "The device is deactivated while the server cannot be reached, and once more when it can.",
    demand: { evidence: "inviolable", source: "A device that was not let go is not said to be." },
    needs: ["activate", "deactivate"],
    steps: [
      ...whenActivated,
      { server: "stops" },
      { do: { action: "deactivate" }, ends: "refused" },
      { server: "starts" },
      { do: { action: "deactivate" } },
      { saw: { devices: [0] } },
    ],
  },
];
