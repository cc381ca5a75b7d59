import { breachesOfAnswer, type DriverAnswers, type DriverMessage } from "../messages.ts";
import { DriverFailure } from "./driver.ts";

/** What a driver answered. @throws DriverFailure where that is no answer */
export function answerIn<M extends DriverMessage>(line: string, { verb }: M): DriverAnswers[M["verb"]] {
  let answer: unknown;
  try {
    answer = JSON.parse(line);
  } catch {
    throw new DriverFailure("broken line", `found ${quoted(line)}, expected an answer to ${verb} as one line of JSON`);
  }
  const [breach] = breachesOfAnswer(verb, answer);
  if (breach !== undefined)
    throw new DriverFailure("broken line", `answer to ${verb}: ${breach}, found ${quoted(line)}`);
  return answer as DriverAnswers[M["verb"]];
}

/** A text of a driver in a message: the beginning of a long one. */
export function quoted(line: string): string {
  return line.length > 200
    ? `${JSON.stringify(line.slice(0, 200))} and ${line.length - 200} more characters`
    : JSON.stringify(line);
}
