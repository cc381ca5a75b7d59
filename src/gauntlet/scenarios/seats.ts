import type { Scenario } from "../scenario.ts";
import { reported, whenSeated } from "./parts.ts";

/** A seat is for who uses it. */
export const seats: readonly Scenario[] = [
  {
    id: "manners/seat-given-back",
    axis: "manners",
    story: "The application is closed, and its seat is free for the next one.",
    demand: reported("teams whose seats stay taken after everybody went home"),
    license: { floating: { users: 2, timeoutMinutes: 120 } },
    needs: ["activate", "check", "floating"],
    steps: [
      ...whenSeated,
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
      ...whenSeated,
      { saw: { seats: [1] }, control: true },
      { do: { action: "release" }, ends: "done" },
      { saw: { seats: [0] } },
      { believes: "not yes" },
    ],
  },
  {
    id: "manners/closed-without-a-network",
    axis: "manners",
    story: "The application has a seat and is closed where the server cannot be reached.",
    demand: { evidence: "inviolable", source: "An application can be closed at any time." },
    license: { floating: { users: 1, timeoutMinutes: 120 } },
    needs: ["activate", "check", "floating"],
    steps: [
      ...whenSeated,
      { server: "stops" },
      { application: "is closed" },
      { server: "starts" },
      { saw: { seats: [0, 1] } },
    ],
  },
  {
    id: "clocks-and-copies/seat-run-out",
    axis: "cannot be fooled",
    story: "The client has a seat for two hours, and no network for three.",
    demand: reported("teams whose seats were given to others while a machine without a network went on"),
    license: { floating: { users: 1, timeoutMinutes: 120 } },
    needs: ["activate", "check", "floating", "cache", "clock"],
    steps: [
      ...whenSeated,
      { server: "stops" },
      { pass: "3h" },
      { believes: "not yes" },
      { server: "starts" },
      { do: { action: "check" }, ends: "done", control: true },
      { believes: "yes", control: true },
    ],
  },
];
