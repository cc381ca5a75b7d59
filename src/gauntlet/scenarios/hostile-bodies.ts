import type { FaultSpec } from "../../mock/faults/kinds.ts";
import type { Scenario } from "../scenario.ts";
import { honestEnd, whenActivated } from "./parts.ts";

function hostile(name: string, story: string, fault: FaultSpec): Scenario {
  return {
    id: `hostile-bodies/${name}`,
    axis: "cannot be fooled",
    story,
    demand: {
      evidence: "inviolable",
      source: "Whoever answers in the server's place must not end the application, nor keep it for ever.",
    },
    needs: ["activate", "check"],
    steps: [
      ...whenActivated,
      { fault },
      { do: { action: "check" } },
      { believes: "not no" },
      ...honestEnd,
      { vendor: { enabled: false } },
      { do: { action: "check" } },
      { believes: "not yes", control: true },
    ],
  };
}

/** Answers that take more than a client has. */
export const hostileBodies: readonly Scenario[] = [
  hostile("endless", "The answer to a check goes on for ever.", { kind: "endless-body" }),
  hostile("deep", "The answer to a check holds lists in lists, a hundred thousand deep.", {
    kind: "deep-body",
    depth: 100_000,
  }),
  hostile("large", "The answer to a check is 32 MiB long.", { kind: "large-body", bytes: 33_554_432 }),
  hostile("compressed", "The answer to a check is small, and 32 MiB once it is unpacked.", {
    kind: "large-body",
    bytes: 33_554_432,
    compressed: true,
  }),
];
