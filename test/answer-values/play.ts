import type { EndpointName } from "../../src/api/endpoints.ts";
import type { Requests, WorldCompany } from "../../src/generated/types.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { clientOf } from "../calls.ts";
import { distinctWorld, start } from "./distinct-world.ts";
import { expectedAnswer, type Shown } from "./expected-answer.ts";
import { type Call, licenseOf } from "./rows.ts";
import { table } from "./sources/index.ts";
import type { Step } from "./story/step.ts";
import { ofTrial } from "./trial-effects.ts";

/** A call that was made. */
export interface Played {
  readonly endpoint: EndpointName;
  readonly title: string;
  readonly answer: unknown;
  /** The answer that the world's rows call for. */
  readonly expected: unknown;
  /** The objects in it. */
  readonly shown: readonly Shown[];
}

/** Makes calls one after the other in a new world, and says of each what it had to answer. */
export async function play(steps: readonly Step[], dialect: Call["dialect"]): Promise<Played[]> {
  const world = distinctWorld();
  const mock = createMock({ world: distinctWorld(), clock: start, policy: { dialect } });
  const played: Played[] = [];
  for (const step of steps) {
    const { endpoint, as = "Alpha", at, leaves } = step;
    const input = typeof step.input === "function" ? step.input(world) : step.input;
    if (at) mock.clock.set(at);
    const company = world.companies.find(({ name }) => name === as) as WorldCompany;
    const call: Call = { endpoint, input, world, company, dialect, now: mock.clock.now() };
    const answer = await clientOf(mock, as).call(endpoint, input as unknown as Requests[EndpointName]);
    leaves?.(call, answer);
    const shown: Shown[] = [];
    const expected = expectedAnswer(endpoint, subjectOf(call, answer), table, (object) => shown.push(object));
    played.push({ endpoint, title: `${endpoint} for ${as}: ${JSON.stringify(input)}`, answer, expected, shown });
  }
  return played;
}

/** What the shape of an answer is filled from. */
function subjectOf(call: Call, answer: unknown): unknown {
  if (call.endpoint === "trial-key") return ofTrial(call, answer);
  return ["check-license", "activate-license", "activate-offline"].includes(call.endpoint) ? licenseOf(call) : call;
}
