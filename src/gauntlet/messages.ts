import { isValid, type SchemaName, validate } from "../api/validate.ts";
import type {
  DriverBelief,
  DriverBelieve,
  DriverClock,
  DriverDo,
  DriverDoAnswer,
  DriverEnd,
  DriverHello,
  DriverHelloAnswer,
  DriverUse,
} from "../generated/types.ts";

/** What the judge says to a driver. */
export type DriverMessage = DriverHello | DriverUse | DriverDo | DriverBelieve | DriverClock | DriverEnd;

/** What a driver answers, by the verb that it was asked by. */
export interface DriverAnswers {
  readonly hello: DriverHelloAnswer;
  readonly use: object;
  readonly do: DriverDoAnswer;
  readonly believe: DriverBelief;
  readonly clock: object;
  readonly end: object;
}

/** What a client claims to do. */
export type Capability = DriverHelloAnswer["can"][number];

/** The verbs, in the order in which a driver meets them. */
export const driverVerbs = ["hello", "use", "clock", "do", "believe", "end"] as const;

const answerSchemas: Readonly<Record<keyof DriverAnswers, SchemaName>> = {
  hello: "driver-hello-answer",
  use: "driver-nothing",
  do: "driver-do-answer",
  believe: "driver-belief",
  clock: "driver-nothing",
  end: "driver-nothing",
};

/** What is wrong with an answer to a verb, place by place; empty where it is right. */
export function breachesOfAnswer(verb: keyof DriverAnswers, answer: unknown): string[] {
  const schema = answerSchemas[verb];
  if (isValid(schema, answer)) return [];
  return validate(schema, answer).map(({ path, message }) => `${path || "/"}: ${message}`);
}
