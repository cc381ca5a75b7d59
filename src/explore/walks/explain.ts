import { type Choice, type PolicyName, type PolicyValue, policies } from "../../api/policies.ts";
import type { Oracle } from "../oracle.ts";
import { adoptLetGo } from "./adopt.ts";
import { differenceBetween } from "./compare.ts";
import { requestOfMove } from "./moves.ts";
import type { Walked } from "./play-walk.ts";
import { oracleRole, oracleScene, type WalkStage } from "./walk-stage.ts";

/** What no walk shows: how calls are signed and written, and what is about the mock alone. */
const aside: readonly string[] = [
  ...["dialect", "unknownParameters", "requiredHeaders", "signedRefusals", "authorizationMethod", "cache"],
  ...[
    "signatureMismatchStatus",
    "dateSkewMinutes",
    "dateAhead",
    "unsigned",
    "caseSensitive",
    "rateLimit",
    "retryAfter",
  ],
];

/** The policy that makes the mock answer a whole walk as the target did, if one of those that are not declared does. */
export async function explainingPolicy(walked: Walked, stage: WalkStage): Promise<Choice | undefined> {
  for (const choice of choices(stage.oracle.policy)) {
    const forked = stage.oracle.fork(walked.start, { ...stage.oracle.policy, ...choice });
    if (await agrees(walked, forked, stage)) return choice;
  }
  return undefined;
}

/** Whether a device that was let go before the walk began explains it: no answer tells of that. */
export async function isOfOneLetGo(walked: Walked, stage: WalkStage): Promise<boolean> {
  const forked = stage.oracle.fork(walked.start, stage.oracle.policy);
  adoptLetGo(forked.mock, oracleRole(stage));
  return agrees(walked, forked, stage);
}

function choices(taken: Choice): Choice[] {
  return (Object.keys(policies) as PolicyName[])
    .filter((name) => !aside.includes(name) && taken[name] === undefined)
    .flatMap((name) => {
      const values: readonly PolicyValue[] = policies[name].values;
      return values.slice(1).map((value): Choice => ({ [name]: value }));
    });
}

async function agrees({ calls, startedAt }: Walked, oracle: Oracle, stage: WalkStage): Promise<boolean> {
  for (const { move, answer } of calls) {
    const make = requestOfMove(move, stage.role, startedAt);
    const said = await oracle.ask(make(oracleScene({ ...stage, oracle })));
    if (differenceBetween(move.endpoint, answer, said)) return false;
  }
  return true;
}
