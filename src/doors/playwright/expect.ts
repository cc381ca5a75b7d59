import { expect as base, type Expect, type ExpectMatcherState } from "@playwright/test";
import type { EndpointName } from "../../api/endpoints.ts";
import type { AnySpace } from "../../control/client/remote.ts";
import type { Requests } from "../../generated/types.ts";
import {
  type Comparing,
  hasNoFindings,
  hasNoUnusedFaults,
  type MatcherResult,
  receivedCall,
} from "../test/space-expectations.ts";

/** What the kit adds to Playwright's `expect` for spaces, `mock` say. Each is to be awaited. */
export interface SpaceExpectations {
  /**
   * The space received a call of this endpoint, with these fields among others. It is asked again until it has, or the
   * timeout of `expect` is over: what a click sets off takes its time to arrive.
   */
  toHaveReceived(space: AnySpace, endpoint: EndpointName, fields?: AnyFields): Promise<MatcherResult>;
  /** Nothing that was received was odd: no undocumented parameter, no spelling that is not understood, no text for a number. */
  toHaveNoFindings(space: AnySpace): Promise<MatcherResult>;
  /** Every fault that was asked for has struck. It is asked again like `toHaveReceived`. */
  toHaveNoUnusedFaults(space: AnySpace): Promise<MatcherResult>;
}

/** Fields of requests, each with its value or a matcher for it. */
type AnyFields = { readonly [Field in FieldOf<Requests[EndpointName]>]?: unknown };

type FieldOf<Request> = Request extends unknown ? keyof Request : never;

/** Playwright's `expect` that knows spaces; `mergeExpects` joins it with others. */
export const expect: Expect<SpaceExpectations> = base.extend({
  toHaveReceived(this: ExpectMatcherState, space: AnySpace, endpoint: EndpointName, fields: AnyFields = {}) {
    return settled(this, () => receivedCall(space, endpoint, fields, { contains, show: this.utils.stringify }));
  },
  toHaveNoFindings(space: AnySpace) {
    return hasNoFindings(space);
  },
  toHaveNoUnusedFaults(this: ExpectMatcherState, space: AnySpace) {
    return settled(this, () => hasNoUnusedFaults(space, { show: this.utils.stringify }));
  },
});

const contains: Comparing["contains"] = (object, fields) => {
  const matcher: unknown = base.objectContaining(fields as Record<string, unknown>);
  return (matcher as { asymmetricMatch(other: unknown): boolean }).asymmetricMatch(object);
};

/** The verdict once it is what the test wants, or the last one before time is up. */
async function settled(
  { isNot, timeout }: ExpectMatcherState,
  judge: () => Promise<MatcherResult>,
): Promise<MatcherResult> {
  let verdict = await judge();
  if (verdict.pass !== isNot) return verdict;
  const again = async () => {
    verdict = await judge();
    return verdict.pass;
  };
  const wanted = base.poll(again, { timeout, intervals: [20, 50, 100, 250] }).toBe(!isNot);
  await wanted.catch(() => {}); // the verdict says more
  return verdict;
}
