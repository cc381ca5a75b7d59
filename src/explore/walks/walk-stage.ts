import type { Role, StepContext } from "../../contract/case.ts";
import { sceneOf } from "../../contract/run-context.ts";
import { instancesOf, type Target } from "../../contract/target.ts";
import type { Oracle } from "../oracle.ts";
import type { Stage } from "../stage.ts";

/** A walk on a role, both sides beside each other. */
export interface WalkStage extends Stage {
  readonly role: string;
  readonly oracle: Oracle;
  /** Roles whose license the oracle has seen as the target has it. */
  readonly read: Set<string>;
  /** What makes the devices of this walk differ from those of others. */
  readonly mark: string;
}

/** The oracle's role of the walk's name. */
export function oracleRole({ oracle, role }: Pick<WalkStage, "oracle" | "role">): Role {
  return instancesOf(asTarget(oracle), role)[0] ?? {};
}

export function targetScene({ target, mark, exchange, now }: WalkStage): StepContext {
  return sceneOf({ target, mark, exchange, now, cast: {} }, []);
}

/** What requests to an oracle are made from, in a walk of this mark. */
export function oracleScene({
  oracle,
  mark,
  exchange,
  now,
}: Pick<WalkStage, "oracle" | "mark" | "exchange" | "now">): StepContext {
  return sceneOf({ target: asTarget(oracle), mark, exchange, now, cast: {} }, []);
}

function asTarget({ mock }: Oracle): Target {
  return { baseUrl: "", credentials: mock.credentials, roles: mock.roles };
}
