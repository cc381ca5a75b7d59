import { expect } from "vitest";
import type { EndpointName } from "../../api/endpoints.ts";
import type { ErrorCode } from "../../api/errors.ts";
import { printable } from "../../api/printable.ts";
import {
  type AnyResponse,
  complaintsAbout,
  complaintsAboutError,
  complaintsAboutSignature,
  type ReadResponse,
  readResponse,
} from "../../contract/check-response.ts";
import type { AnySpace } from "../../control/client/remote.ts";
import type { Requests } from "../../generated/types.ts";
import { hasNoFindings, hasNoUnusedFaults, receivedCall } from "../test/space-expectations.ts";

/** What the kit adds to vitest's `expect`. Each is asynchronous: an answer's body has to be read. */
export interface ContractMatchers<R = unknown> {
  /** The answer keeps the contract of an endpoint, as a success or as an error that the endpoint may give. */
  toMatchContract(endpoint: EndpointName): Promise<R>;
  /** The answer is an error of this code, with its status and its three fields. */
  toBeApiError(code: ErrorCode): Promise<R>;
  /** The answer's `LicenseSignature` header fits its bytes under a public key (PEM). */
  toHaveValidSignature(publicKey: string): Promise<R>;
}

declare module "vitest" {
  // biome-ignore lint/suspicious/noExplicitAny: vitest declares it so
  interface Matchers<T = any> extends ContractMatchers<T> {}
}

expect.extend({
  async toMatchContract(received: AnyResponse, endpoint: EndpointName) {
    const response = await readResponse(received);
    return verdict(response, await complaintsAbout(response, endpoint), `to match the contract of ${endpoint}`);
  },
  async toBeApiError(received: AnyResponse, code: ErrorCode) {
    const response = await readResponse(received);
    return verdict(response, complaintsAboutError(response, code), `to be the error ${code}`);
  },
  async toHaveValidSignature(received: AnyResponse, publicKey: string) {
    const response = await readResponse(received);
    return verdict(response, await complaintsAboutSignature(response, publicKey), "to have a valid signature");
  },
});

function verdict({ status, text }: ReadResponse, complaints: readonly string[], expected: string) {
  const shown = printable(text, 1_000);
  const reasons = complaints.map((complaint) => `\n  - ${printable(complaint)}`).join("");
  return {
    pass: complaints.length === 0,
    message: () =>
      complaints.length === 0
        ? `expected the answer not ${expected}, and it does\n\nHTTP ${status}\n${shown}`
        : `expected the answer ${expected}:${reasons}\n\nHTTP ${status}\n${shown}`,
  };
}

/** What the kit adds to vitest's `expect` for spaces. Each is asynchronous, as a space may be in a server. */
export interface SpaceMatchers<R = unknown> {
  /** The space received a call of this endpoint, with these fields among others. */
  toHaveReceived<E extends EndpointName>(endpoint: E, fields?: Partial<Requests[E]>): Promise<R>;
  /** Nothing that was received was odd: no undocumented parameter, no spelling that is not understood, no text for a number. */
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
