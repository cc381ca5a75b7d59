import type { FaultSpec } from "../../mock/faults/kinds.ts";
import type { Demand, Scenario, StoryStep } from "../scenario.ts";
import { paid, signatures, switchedOff, tenDays, whenActivated } from "./parts.ts";

const json: Demand = {
  evidence: "documented: RFC 8259",
  source:
    "Spaces, the order of members and escapes change nothing in what a text of JSON means; the signature is over the bytes as they came.",
};
const fieldNames: Demand = {
  evidence: "documented: RFC 9110, 5.1",
  source: "Names of header fields are the same in upper and lower case.",
};
const members: Demand = {
  evidence: "observed: answers of the live service have members that no page lists, and nulls",
  source: "Members that a client does not know, and nulls where nothing is set, are no reason to refuse an answer.",
};

function other(
  name: string,
  story: string,
  demand: Demand,
  before: readonly StoryStep[],
  more: Partial<Scenario> = {},
): Scenario {
  return {
    id: `lawful-answers/${name}`,
    axis: "does not lock out who pays",
    story,
    demand,
    needs: ["activate", "check"],
    ...more,
    steps: [
      ...before,
      { do: { action: "activate" }, ends: "done" },
      { believes: "yes" },
      { do: { action: "check" }, ends: "done" },
      { believes: "yes" },
      { calm: true },
      ...switchedOff,
    ],
  };
}

function spelt(name: string, story: string, demand: Demand, fault: FaultSpec): Scenario {
  return other(name, story, demand, [{ fault }]);
}

/** The server's answers are right, and other than the client has seen before. */
export const lawfulAnswers: readonly Scenario[] = [
  spelt("respelt", "The same JSON comes with other spaces, another order and other escapes, signed as it is.", json, {
    kind: "respelled-json",
  }),
  spelt("upper-case-headers", "Names of headers come in upper case.", fieldNames, {
    kind: "other-header-case",
    style: "upper",
  }),
  spelt("lower-case-headers", "Names of headers come in lower case.", fieldNames, {
    kind: "other-header-case",
    style: "lower",
  }),
  spelt("unknown-member", "Answers have a member that no page lists.", members, { kind: "large-body", bytes: 64 }),
  spelt("slow-body", "Answers come in small pieces.", paid, { kind: "slow-body", ms: 300 }),
  spelt("late", "Answers come a second late.", paid, { kind: "delay", ms: 1_000 }),
  other(
    "live-dialect",
    "The server speaks as the live service was observed to, with nulls and further members.",
    members,
    [],
    {
      policy: { dialect: "service" },
    },
  ),
  {
    id: "lawful-answers/unsigned-refusals",
    axis: "cannot be fooled",
    story: "The server signs no refusals, and the license is switched off.",
    demand: {
      evidence: "assumed",
      source:
        "Whether refusals are signed is written nowhere; a client that believes signed ones only goes on with what it knows.",
    },
    needs: ["activate", "check"],
    policy: { signedRefusals: false },
    steps: [...whenActivated, { vendor: { enabled: false } }, { do: { action: "check" } }, { believes: "not yes" }],
  },
  other(
    "next-key",
    "The vendor changes its key: the client has both, and the server signs with the new one.",
    signatures,
    [{ fault: { kind: "rotated-key-signature" } }],
    {
      needs: ["activate", "check", "key-rotation"],
      keys: "two",
    },
  ),
  other(
    "both-keys",
    "The vendor changes its key: the client has both, and the server still signs with the old one.",
    signatures,
    [],
    {
      needs: ["activate", "check", "key-rotation"],
      keys: "two",
    },
  ),
  other("clock-ahead", "The clock of the device is four minutes ahead.", paid, [{ clientClock: "4m" }], {
    needs: ["activate", "check", "clock"],
  }),
  other("clock-behind", "The clock of the device is four minutes behind.", paid, [{ clientClock: "-4m" }], {
    needs: ["activate", "check", "clock"],
  }),
  {
    id: "lawful-answers/last-day",
    axis: "does not lock out who pays",
    story: "It is the day before the license ends.",
    demand: paid,
    license: tenDays,
    needs: ["activate", "check", "clock"],
    steps: [
      ...whenActivated,
      { pass: "215h" },
      { do: { action: "check" }, ends: "done" },
      { believes: "yes" },
      { pass: "75h" },
      { do: { action: "check" } },
      { believes: "not yes", control: true },
    ],
  },
  other("letters-of-all-kinds", "Answers hold letters beyond ASCII, as they are and not as escapes.", json, [
    {
      answers: {
        endpoint: ["activate-license", "check-license"],
        patch: { product_details: { product_name: "Zoë’s Bücher, 東京" } },
      },
    },
  ]),
  other("named-oddly", "The device has a name with spaces, capitals and signs that addresses must escape.", paid, [], {
    hardwareId: "Zoe's PC +1 & 2 = 100%",
  }),
];
