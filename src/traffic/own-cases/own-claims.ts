import type { EndpointName } from "../../api/endpoints.ts";
import type { Evidence } from "../../api/evidence.ts";
import { shortText, valueAtPointer } from "../../api/text-at-pointer.ts";
import type { OwnClaim, StepContext } from "../../contract/case.ts";
import type { CaseExchange } from "../../generated/types.ts";
import { type Fill, withValues } from "../fill-placeholders.ts";
import { type Leaf, lackingIn, leavesOf, wordsOfPart } from "../part-of-body.ts";
import { differencesIn } from "../replay/differences.ts";
import { writtenEnd } from "../written-end.ts";

/** As many differences of a body are told; the others are counted. */
const mostTold = 5;

/** What a case file claims of an answer beside how the call ends: its body, each part of it, and what is kept of it. */
export function ownClaims(
  { request, expected, keep = {} }: CaseExchange,
  step: number,
  evidence: Evidence,
  fillBy: (scene: StepContext) => Fill,
): OwnClaim[] {
  const { body, contains } = writtenEnd(expected);
  const claim = (place: string, words: string, complaint: OwnClaim["complaint"]): OwnClaim => {
    return { kind: "body", evidence, place: `${step}${place}`, expected: words, complaint };
  };
  const parts = contains === undefined ? [] : leavesOf(contains);
  return [
    ...(body === undefined
      ? []
      : [
          claim("", "the answer as it is written down", ({ body: now }) =>
            differenceWords(body, now, request.endpoint),
          ),
        ]),
    ...parts.map((leaf) => {
      const words = `${leaf.path || "the body"} to be ${wordsOfPart(leaf.part)}`;
      return claim(leaf.path, words, ({ body: now }, scene) => lackWords(leaf, now, fillBy(scene)));
    }),
    ...Object.entries(keep).map(([name, pointer]) =>
      claim(`#${name}`, `something at ${pointer}, to be kept as ${name}`, ({ body: now }) =>
        valueAtPointer(now, pointer) === undefined ? "nothing" : undefined,
      ),
    ),
  ];
}

function differenceWords(body: unknown, now: unknown, endpoint: string): string | undefined {
  const makesKeys = (endpoint as EndpointName) === "trial-key";
  const all = differencesIn(body, now, { exact: false, makesKeys, renamed: () => undefined });
  if (all.length === 0) return undefined;
  const told = all.slice(0, mostTold).map(({ path, recorded, now: found }) => {
    return `${path || "the body"} is ${shortText(found)} instead of ${shortText(recorded)}`;
  });
  return [...told, ...(all.length > mostTold ? [`and ${all.length - mostTold} more`] : [])].join("; ");
}

function lackWords({ path, part }: Leaf, body: unknown, fill: Fill): string | undefined {
  try {
    const [lack] = lackingIn(withValues(part, fill, {}), valueAtPointer(body, path), path);
    return lack && shortText(lack.found);
  } catch (error) {
    return (error as Error).message;
  }
}
