import type { OfflineVectors } from "../../../src/generated/types.ts";
import { fiveLines, type OfflineLines } from "./five-lines.ts";
import { memberTexts } from "./json-text.ts";
import { hmacBase64, lawfulTextMatches, sameText, type TextMatch } from "./text-match.ts";
import { departures, eachPart, type Verifier, type VerifierKind } from "./verifier.ts";

type RequestVector = OfflineVectors["requests"][number];

interface FlatRequest extends OfflineLines {
  readonly signature?: string;
}

interface WrappedRequest {
  readonly request: FlatRequest;
  readonly signature?: string;
}

interface Parts {
  readonly decode: (body: string) => string;
  readonly flatText: (request: FlatRequest) => string;
  /** The text of `request` that the wrapped form signs; undefined where there is not exactly one. */
  readonly wrappedText: (json: string, wrapped: WrappedRequest) => string | undefined;
  readonly match: TextMatch;
  /** Whether a request without a signature is taken. */
  readonly isUnsignedTaken: boolean;
}

const rightParts: Parts = {
  decode: decodeStrictly,
  flatText: fiveLines,
  wrappedText: onlyText,
  match: sameText,
  isUnsignedTaken: false,
};

function verifierWith(change: Partial<Parts>): Verifier<RequestVector> {
  const parts = { ...rightParts, ...change };
  return ({ body }, { sharedKey = "" }) => {
    const json = parts.decode(body);
    const request: FlatRequest | WrappedRequest = JSON.parse(json);
    const text = isWrapped(request) ? parts.wrappedText(json, request) : parts.flatText(request);
    if (request.signature === undefined) return parts.isUnsignedTaken;
    return text !== undefined && parts.match(request.signature, hmacBase64(sharedKey, text));
  };
}

const right = verifierWith({});

/** Takes a request that is signed in another way too. */
function orWith(change: Partial<Parts>): Verifier<RequestVector> {
  return (vector, facts) => right(vector, facts) || verifierWith(change)(vector, facts);
}

function isWrapped(request: FlatRequest | WrappedRequest): request is WrappedRequest {
  return "request" in request && typeof request.request === "object";
}

function decodeStrictly(body: string): string {
  const bytes = Buffer.from(body, "base64");
  if (bytes.toString("base64") !== body) throw new Error("the body is no base64");
  return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
}

function onlyText(json: string): string | undefined {
  const texts = memberTexts(json, "request");
  return texts.length === 1 ? texts[0] : undefined;
}

/** Verifiers of requests for offline activation, as servers get them. */
export const offlineRequests: VerifierKind<RequestVector> = {
  right,
  wrong: departures(verifierWith, [
    ["wrapped-unverified", "verifies the flat form only", unlessWrapped(true)],
    ["unsigned-passes", "takes a request without a signature", { isUnsignedTaken: true }],
    ["throw-passes", "takes an exception for a success", orOnThrow],
    [
      "client-ignored",
      "knows API keys only, not client ids",
      { flatText: ({ client_id: _id, ...request }) => fiveLines(request) },
    ],
    [
      "api-key-optional",
      "takes a flat signature without the line of the API key too",
      orWith({ flatText: (request) => fiveLines(request).replace(/\n[^\n]*$/, "") }),
    ],
    [
      "inner-signature-too",
      "takes the signature inside of request for the one beside it",
      orWith({ decode: innerRequest }),
    ],
    [
      "written-anew",
      "parses and writes request anew",
      { wrappedText: (_json, { request }) => JSON.stringify(request) },
    ],
    [
      "first-request",
      "verifies the first request of two and acts on the last",
      { wrappedText: (json) => memberTexts(json, "request")[0] },
    ],
  ]),
  lawful: departures(verifierWith, [
    ...eachPart(lawfulTextMatches, (match) => ({ match })),
    ["wrapped-refused", "knows the flat form only", unlessWrapped(false)],
    [
      "wrapped-five-lines-too",
      "takes the wrapped form signed over five lines too",
      orWith({ wrappedText: (_json, { request }) => fiveLines(request) }),
    ],
    [
      "written-anew-too",
      "takes request written anew too",
      orWith({ wrappedText: (_json, { request }) => JSON.stringify(request) }),
    ],
  ]),
};

/** Has one answer for all wrapped requests. */
function unlessWrapped(verdict: boolean): Verifier<RequestVector> {
  return (vector, facts) => (isWrapped(JSON.parse(decodeStrictly(vector.body))) ? verdict : right(vector, facts));
}

function orOnThrow(vector: RequestVector, facts: { readonly sharedKey?: string }): boolean {
  try {
    return right(vector, facts);
  } catch {
    return true;
  }
}

/** What stands in `request`, as if it were a flat request. */
function innerRequest(body: string): string {
  return onlyText(decodeStrictly(body)) ?? "";
}
