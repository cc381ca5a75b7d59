import fc from "fast-check";
import { completePolicies } from "../../../src/api/policies.ts";
import type { Operation } from "../../../src/control/operation.ts";
import { type OperationName, operations } from "../../../src/control/operations.ts";
import { readControlBody } from "../../../src/control/read-call.ts";
import { createMock, type Mock } from "../../../src/mock/create-mock.ts";
import { requireWorldFile } from "../../../src/mock/world/read-world-file.ts";
import { quickCryptography } from "./api.ts";
import { bodies, smallWorld } from "./control.ts";
import { type Edit, pick, someEdits, withEdits } from "./near.ts";
import { refusedOr } from "./oracle.ts";
import type { WayIn } from "./way-in.ts";

// biome-ignore lint/suspicious/noExplicitAny: each is checked by the schema of its operation first
type Body = any;

/** What becomes of a body that its operation takes. */
const uses: Partial<Record<OperationName, (mock: Mock, body: Body) => unknown>> = {
  space: (_mock, { policy }) => completePolicies(policy),
  "clock.set": ({ clock }, { time }) => clock.set(time),
  "clock.advance": ({ clock }, { duration, ...parts }) => clock.advance(duration ?? parts),
  "clock.freeze": ({ clock }, { time }) => clock.freeze(time),
  "clock.run": ({ clock }, { rate }) => clock.run(rate),
  "faults.add": ({ faults }, body) => faults.remove(faults.add(body).id),
  "tweaks.add": ({ tweaks }, body) => tweaks.remove(tweaks.add(body).id),
  "world.replace": (_mock, body) => requireWorldFile(body),
};

const names = Object.keys(uses) as OperationName[];

type Given = readonly [which: number, body: number, edits: readonly Edit[]];

/** Faults, tweaks, times, policies and small worlds, as the control API reads them, without the HTTP around them. */
export const valueWay: WayIn<Given> = {
  name: "bodies that the control API takes",
  input: fc.tuple(fc.nat(names.length - 1), fc.nat(3), someEdits),
  session: 400,
  open: () => {
    const mock = createMock({ cryptography: quickCryptography, world: smallWorld });
    return {
      play: ([which, at, edits]) => {
        const name = pick(names, which);
        const text = JSON.stringify(withEdits(pick(bodies[name] ?? [{}], at), edits)) ?? "";
        return refusedOr(() => uses[name]?.(mock, readControlBody(text, operations[name] as Operation)));
      },
      end: () => mock.reset(),
    };
  },
};
