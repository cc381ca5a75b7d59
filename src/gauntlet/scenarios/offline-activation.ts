import type { Demand, OfflineFile, Scenario } from "../scenario.ts";
import { fileSignatures, plainSense } from "./parts.ts";

function badFile(name: string, offlineFile: OfflineFile, story: string, demand: Demand = fileSignatures): Scenario {
  return {
    id: `offline-activation/${name}`,
    axis: "cannot be fooled",
    story,
    demand,
    needs: ["offline"],
    steps: [
      { server: "stops" },
      { do: { action: "offline-request" }, ends: "done", control: true },
      { keepsSecrets: true },
      { offlineFile },
      { do: { action: "offline-file" }, ends: "refused" },
      { believes: "not yes" },
      { offlineFile: "its own" },
      { do: { action: "offline-file" }, ends: "done", control: true },
      { believes: "yes", control: true },
    ],
  };
}

/** A device without a network is activated by files that somebody carries. */
export const offlineActivation: readonly Scenario[] = [
  {
    id: "offline-activation/right",
    axis: "does not lock out who pays",
    story: "A device without a network is activated by the file that its own request got.",
    demand: {
      evidence: "documented: activate license offline",
      source: "The file that comes back from the portal activates the device that asked.",
    },
    needs: ["offline"],
    steps: [
      { server: "stops" },
      { believes: "not yes", control: true },
      { do: { action: "offline-request" }, ends: "done" },
      { offlineFile: "its own" },
      { do: { action: "offline-file" }, ends: "done" },
      { believes: "yes" },
      { offlineFile: "with a byte changed" },
      { do: { action: "offline-file" }, ends: "refused", control: true },
    ],
  },
  badFile("another-device", "of another device", "The file was made for another device.", plainSense),
  badFile("another-license", "of another license", "The file was made for another license.", plainSense),
  badFile("another-product", "of another product", "The file was made for another product.", plainSense),
  badFile("changed", "with a byte changed", "Somebody has changed a number in the file."),
  badFile("unsigned", "without its signature", "Somebody has taken the signatures out of the file."),
  badFile("another-key", "signed by another key", "The file is signed by a key that nobody trusts."),
  badFile("later-end", "with a later end", "Somebody has written a later end into the file."),
];
