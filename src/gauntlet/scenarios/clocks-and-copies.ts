import type { Scenario } from "../scenario.ts";
import { plainSense, reported, tenDays, whenActivated } from "./parts.ts";

const setBack = reported("users who set the clock of their machine back to go on with a license that has ended");

function edited(name: string, storage: "dates edited" | "dates and numbers edited", story: string): Scenario {
  return {
    id: `clocks-and-copies/${name}`,
    axis: "cannot be fooled",
    story,
    demand: plainSense,
    license: tenDays,
    needs: ["activate", "cache", "clock"],
    steps: [
      ...whenActivated,
      { server: "stops" },
      { storage },
      { endsNoLater: true },
      { pass: "12d" },
      { believes: "not yes" },
    ],
  };
}

/** What somebody does to a machine who wants to pay no more. */
export const clocksAndCopies: readonly Scenario[] = [
  {
    id: "clocks-and-copies/ends-offline",
    axis: "cannot be fooled",
    story: "The license ends while the server cannot be reached.",
    demand: plainSense,
    license: tenDays,
    needs: ["activate", "cache", "clock"],
    steps: [
      ...whenActivated,
      { server: "stops" },
      { pass: "1d" },
      { believes: "yes", control: true },
      { pass: "11d" },
      { believes: "not yes" },
    ],
  },
  {
    id: "clocks-and-copies/clock-back-after-the-end",
    axis: "cannot be fooled",
    story: "The license ends offline, the client says so, and then the clock is set back to its last week.",
    demand: setBack,
    license: tenDays,
    needs: ["activate", "cache", "clock"],
    steps: [
      ...whenActivated,
      { server: "stops" },
      { pass: "12d" },
      { believes: "not yes", control: true },
      { clientClock: "-8d" },
      { believes: "not yes" },
    ],
  },
  {
    id: "clocks-and-copies/clock-back-and-opened-again",
    axis: "cannot be fooled",
    story: "The license ends offline, the clock is set back, and the application is opened again.",
    demand: setBack,
    license: tenDays,
    needs: ["activate", "cache", "clock"],
    steps: [
      ...whenActivated,
      { server: "stops" },
      { pass: "12d" },
      { believes: "not yes", control: true },
      { clientClock: "-8d" },
      { application: "opens again" },
      { believes: "not yes" },
    ],
  },
  {
    id: "clocks-and-copies/clock-before-the-license",
    axis: "cannot be fooled",
    story: "Offline, the clock is set to a day before the license was ever activated.",
    demand: setBack,
    license: tenDays,
    needs: ["activate", "cache", "clock"],
    steps: [
      ...whenActivated,
      { server: "stops" },
      { pass: "5d" },
      { believes: "yes", control: true },
      { clientClock: "-30d" },
      { believes: "not yes" },
    ],
  },
  {
    id: "clocks-and-copies/clock-forward-and-back",
    axis: "does not lock out who pays",
    story: "The clock is a year ahead by mistake, is set right again, and the server is asked.",
    demand: {
      evidence: "inviolable",
      source: "A clock that was wrong and is right again is no reason to lock anybody out for good.",
    },
    license: tenDays,
    needs: ["activate", "check", "clock"],
    steps: [
      ...whenActivated,
      { clientClock: "365d" },
      { believes: "not yes", control: true },
      { clientClock: "0d" },
      { do: { action: "check" }, ends: "done" },
      { believes: "yes" },
    ],
  },
  {
    id: "clocks-and-copies/storage-copied",
    axis: "cannot be fooled",
    story: "What the client keeps is copied to another device, which cannot reach the server.",
    demand: plainSense,
    needs: ["activate", "cache"],
    steps: [...whenActivated, { server: "stops" }, { storage: "copied to another device" }, { believes: "not yes" }],
  },
  edited(
    "dates-edited",
    "dates edited",
    "Offline, every date in what the client keeps is moved by a century, and what is not enabled or active is.",
  ),
  edited(
    "numbers-edited",
    "dates and numbers edited",
    "Offline, every moment in what the client keeps is moved by a century, written as a date or as a number.",
  ),
  {
    id: "clocks-and-copies/used-for-another-license",
    axis: "cannot be fooled",
    story: "Offline, the application is given another license key, which was never activated here.",
    demand: plainSense,
    needs: ["activate", "cache"],
    steps: [...whenActivated, { server: "stops" }, { storage: "used for another license" }, { believes: "not yes" }],
  },
  {
    id: "clocks-and-copies/storage-deleted",
    axis: "cannot be fooled",
    story: "What the client keeps is gone, and the server cannot be reached.",
    demand: plainSense,
    needs: ["activate", "cache"],
    steps: [...whenActivated, { server: "stops" }, { storage: "deleted" }, { believes: "not yes" }],
  },
  {
    id: "clocks-and-copies/switched-off-and-opened-again",
    axis: "cannot be fooled",
    story:
      "The license is switched off, the client hears of it, and is opened again where the server cannot be reached.",
    demand: reported("users who pull the cable after their license was withdrawn, and start the application again"),
    needs: ["activate", "check", "cache"],
    steps: [
      ...whenActivated,
      { vendor: { enabled: false } },
      { do: { action: "check" } },
      { believes: "not yes", control: true },
      { server: "stops" },
      { application: "opens again" },
      { believes: "not yes" },
    ],
  },
];
