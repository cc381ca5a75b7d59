import { wallClock } from "../../api/wall-clock.ts";
import { situations } from "../../generated/situations.ts";
import { buildRequest, isPossible, needsApiKey } from "../build-request.ts";
import type { CaseRequest, Role } from "../case.ts";
import { requestOf } from "../cases/requests.ts";
import { createSender, type SendOptions, type SendRequest } from "../send-request.ts";
import { instancesOf, type Target } from "../target.ts";
import { amissIn, queryOf, type Situation, shownIn } from "./situation.ts";

/** What verifying roles takes. */
export interface VerifyRoles extends SendOptions {
  readonly target: Target;
}

/** How a role stands on a target. */
export interface VerifiedRole {
  readonly name: string;
  /** Which instance of it, from 1, where there are several. */
  readonly instance?: number;
  /** In what it is not in its situation, each as a sentence. */
  readonly amiss: readonly string[];
  /** Why it was not asked. */
  readonly unasked?: string;
}

/**
 * Asks a target about each of its roles by one query, and holds what comes against what the role shows in the default
 * world. Nothing is changed: a seat that a check takes is given back.
 */
export async function* verifyRoles({ target, ...travel }: VerifyRoles): AsyncGenerator<VerifiedRole> {
  const send = createSender(travel);
  const ask = (request: CaseRequest) => send(buildRequest(request, target, new Date((travel.now ?? wallClock)())));
  for (const name of Object.keys(target.roles)) {
    const roles = instancesOf(target, name);
    for (const [at, role] of roles.entries()) {
      const verified = await verify(role, situationOf(name), target, ask);
      yield { name, ...(roles.length > 1 && { instance: at + 1 }), ...verified };
    }
  }
}

/** What a role of this kit shows; undefined for a role of the team's own, and where no query shows it. */
export function situationOf(name: string): Situation | undefined {
  return Object.hasOwn(situations, name) ? (situations[name] as Situation) : undefined;
}

type Ask = (request: CaseRequest) => ReturnType<SendRequest>;

async function verify(
  role: Role,
  situation: Situation | undefined,
  target: Target,
  ask: Ask,
): Promise<Pick<VerifiedRole, "amiss" | "unasked">> {
  if (situation === undefined) return { amiss: [], unasked: "no query shows it" };
  const request = queryOf(situation.endpoint, role);
  if (!isPossible(request, target)) return { amiss: [], unasked: needsApiKey };
  const answer = await ask(request);
  if ("unanswered" in answer) return { amiss: [`${answer.unanswered.replaceAll("-", " ")}: ${answer.message}`] };
  const shown = shownIn(answer, situation.endpoint, role);
  const isSeatTaken = shown.end === "ok" && shown.traits.floating === "in the cloud";
  const wasHeld = (answer.body as { readonly is_borrowed?: unknown } | null)?.is_borrowed === true;
  if (isSeatTaken && !wasHeld && situation.endpoint === "check-license") await ask(released(role));
  return { amiss: amissIn(shown, situation) };
}

function released(role: Role): CaseRequest {
  const scene = { role: () => role, seen: [], fresh: (name: string) => name };
  return requestOf("floating-release", "it")(scene);
}
