import { brokenClaim, type ClaimKind, heldClaim, type JudgedClaim, notJudgedClaim } from "../contract/claim.ts";
import type { DriverBelief, DriverDoAnswer } from "../generated/types.ts";
import type { DriverFailure } from "./drivers/driver.ts";
import type { Play } from "./play.ts";
import { type Belief, type Seen, spanMs } from "./scenario.ts";
import { names } from "./stage-world.ts";

/** What has to be so, and whether the scenario says anything where it is not. */
interface Asked {
  readonly control?: true;
  readonly because?: string;
}

/** A claim about a client, broken where something was found. */
function claimOf(kind: ClaimKind, expected: string, found: string | undefined, { scenario }: Play, asked: Asked = {}) {
  const { control, because } = asked;
  const wanted = { kind, evidence: scenario.demand.evidence, expected: because ? `${expected}: ${because}` : expected };
  if (found === undefined) return heldClaim(wanted);
  if (control) return notJudgedClaim(wanted, `the control failed: ${found}`, "client");
  return brokenClaim({ ...wanted, suspect: "client" }, found);
}

/** How a deed ended. */
export function judgeDeed(
  { done, error, message }: DriverDoAnswer,
  deed: string,
  ends: "done" | "refused",
  play: Play,
  asked: Asked,
): JudgedClaim {
  const told = [error, message].filter((text) => text !== undefined && text !== "").join(": ");
  const found = done ? `${deed} is done` : `${deed} is not done${told && ` (${told})`}`;
  const isRight = done === (ends === "done");
  return claimOf(
    "deed",
    `that ${deed} ${ends === "done" ? "is done" : "is refused"}`,
    isRight ? undefined : found,
    play,
    asked,
  );
}

/** What a client believes. */
export function judgeBelief({ usable, why }: DriverBelief, belief: Belief, play: Play, asked: Asked): JudgedClaim {
  const wanted = belief === "still yes" ? (play.can("cache") ? "yes" : "not no") : belief;
  const isRight = { yes: usable === "yes", "not yes": usable !== "yes", "not no": usable !== "no" }[wanted];
  const words = { yes: "usable: yes", "not yes": "usable: no or unknown", "not no": "usable: yes or unknown" }[wanted];
  const found = `usable: ${usable}${why ? ` (${why.slice(0, 200)})` : ""}`;
  return claimOf("belief", words, isRight ? undefined : found, play, asked);
}

/** The end of the license that a client has is no later than the license's own. */
export function judgeEnd({ usable, until }: DriverBelief, end: number, play: Play): JudgedClaim {
  const isLater = usable === "yes" && typeof until === "string" && Date.parse(until) > end + spanMs("1d");
  const endText = Number.isFinite(end) ? new Date(end).toISOString() : "none";
  return claimOf(
    "belief",
    `an end no later than the license's (${endText})`,
    isLater ? `until ${until}` : undefined,
    play,
  );
}

/** Whether the server takes what the client wrote to be carried to it. */
export function judgeRequest(refusal: string | undefined, play: Play): JudgedClaim {
  return claimOf("deed", "a request for offline activation that the server takes", refusal, play);
}

/** A driver's own failure: inviolable, as an application that dies or hangs serves nobody. */
export function claimOfTrouble({ trouble, message }: DriverFailure): JudgedClaim {
  const wanted = {
    kind: "driver",
    evidence: "inviolable",
    expected: "an answer to each line",
    suspect: "client",
  } as const;
  return brokenClaim(wanted, `${trouble}: ${message}`, trouble);
}

/** What the server saw. Each fact is a claim of its own. */
export function judgeSeen(seen: Seen, play: Play, asked: Asked): JudgedClaim[] {
  const claims: JudgedClaim[] = [];
  const judge = (expected: string, found: string | undefined) =>
    claims.push(claimOf("seen", expected, found, play, asked));
  const { stage } = play;
  const calls = stage.calls.slice(play.marked);
  if (seen.calls) {
    const { of, atMost = Number.POSITIVE_INFINITY, atLeast = 0 } = seen.calls;
    const number = calls.filter(({ endpoint }) => of === undefined || endpoint === of).length;
    const range = [atLeast > 0 && `at least ${atLeast}`, Number.isFinite(atMost) && `at most ${atMost}`].filter(
      Boolean,
    );
    const isRight = number >= atLeast && number <= atMost;
    judge(`${range.join(" and ")} calls${of ? ` of ${of}` : ""}`, isRight ? undefined : `${number} calls`);
  }
  const { devices, units, seats } = countsOf(play);
  for (const [name, wanted, number] of [
    ["active devices", seen.devices, devices],
    ["units taken", seen.units, units],
    ["seats in use", seen.seats, seats],
  ] as const) {
    if (wanted) judge(`${wanted.join(" or ")} ${name}`, wanted.includes(number) ? undefined : `${number} ${name}`);
  }
  if (seen.secretNowhere) {
    const times = stage.calls.filter(({ showsSecret }) => showsSecret).length;
    judge("the shared key in no call", times === 0 ? undefined : `${times} calls that bring it`);
  }
  if (seen.freshDates) {
    const off = calls.map(({ date, at }) => Math.abs(date - at - play.clockOff)).find((ms) => !(ms <= spanMs("5m")));
    judge(
      "a Date of the moment with each call",
      off === undefined ? undefined : `a Date that is ${Math.round(off / 1000)} s off`,
    );
  }
  if (seen.nothingElsewhere) {
    const times = stage.authorizedElsewhere();
    judge("nothing that authorizes at another host", times === 0 ? undefined : `another host got it ${times} times`);
  }
  return claims;
}

/** What the license has by now. */
export function countsOf({ stage: { mock } }: Play): { devices: number; units: number; seats: number } {
  const license = mock.world.licenses.find({ licenseKey: names.licenseKey });
  const devices = (license?.devices ?? []).filter(({ active = true }) => active);
  const seats = devices.flatMap(({ seats: taken = [] }) => taken).length;
  return { devices: devices.length, units: license?.consumption?.total ?? 0, seats };
}

/** Whether a client kept its secret to itself. */
export function judgeDiscretion(play: Play): JudgedClaim {
  const written = play.carried();
  const texts = [...play.answered, play.driver().said(), written, Buffer.from(written, "base64").toString()];
  const isTold = texts.some((text) => text.includes(names.sharedKey));
  return claimOf(
    "deed",
    "no secret in what it tells people and gives out of hand",
    isTold ? "the shared key in a message or a file" : undefined,
    play,
  );
}
