import { expect } from "vitest";
import type { EndpointName } from "../../api/endpoints.ts";
import type { AnySpace } from "../../control/client/remote.ts";
import type { Requests } from "../../generated/types.ts";
import { hasNoFindings, hasNoUnusedFaults, receivedCall } from "../test/space-expectations.ts";

/** What the kit adds to vitest's `expect` for spaces. Each is asynchronous, as a space may be in a server. */
export interface SpaceMatchers<R = unknown> {
  /** The space received a call of this endpoint, with these fields among others. */
  toHaveReceived<E extends EndpointName>(endpoint: E, fields?: Partial<Requests[E]>): Promise<R>;
  /** Nothing that was received was odd: no undocumented parameter, no deprecated spelling, no text for a number. */
  toHaveNoFindings(): Promise<R>;
  /** Every fault that was asked for has struck. */
  toHaveNoUnusedFaults(): Promise<R>;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: vitest declares it so
  interface Matchers<T = any> extends SpaceMatchers<T> {}
}

expect.extend({
  toHaveReceived(space: AnySpace, endpoint: EndpointName, fields: object = {}) {
    const contains = (object: object, wanted: object) => this.equals(object, expect.objectContaining(wanted));
    return receivedCall(space, endpoint, fields, { contains, show: this.utils.stringify });
  },
  toHaveNoFindings(space: AnySpace) {
    return hasNoFindings(space);
  },
  toHaveNoUnusedFaults(space: AnySpace) {
    return hasNoUnusedFaults(space, { show: this.utils.stringify });
  },
});
