import type { Target } from "../../contract/target.ts";
import type { CaseExchange } from "../../generated/types.ts";

/** A way to write the headers that authorize a call. */
export interface ProofForm {
  readonly about: string;
  /** `right`: it proves who calls, as the documents have it. `wrong`: it proves nothing. `odd`: nobody has said. */
  readonly is: "right" | "wrong" | "odd";
  readonly headers?: NonNullable<CaseExchange["request"]["headers"]>;
  readonly without?: NonNullable<CaseExchange["request"]["without"]>;
}

const parts = { algorithm: "hmac-sha256", headers: "date", signature: "{{signature}}", apikey: "{{apiKey}}" };

type Parts = Readonly<Partial<Record<keyof typeof parts, string>>>;

const dated = (Authorization: string) => ({ Date: "{{date}}", Authorization });
const written = (pairs: readonly (readonly [string, string])[], between = ",", quote = '"') =>
  dated(pairs.map(([name, value]) => `${name}=${quote}${value}${quote}`).join(between));
const withParts = (changed: Parts) => written(Object.entries({ ...parts, ...changed }));
const without = (name: keyof typeof parts) => written(Object.entries(parts).filter(([part]) => part !== name));

const wrongSignature = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=";

/** Forms of the headers of a call that is signed with an API key. */
const byKey: readonly ProofForm[] = [
  { about: "parts in another order", is: "right", headers: written(Object.entries(parts).reverse()) },
  { about: "a space after each comma", is: "right", headers: written(Object.entries(parts), ", ") },
  { about: "names of parts in capitals", is: "odd", headers: written(capitals()) },
  { about: "parts without quotes", is: "odd", headers: written(Object.entries(parts), ",", "") },
  { about: "parts in single quotes", is: "odd", headers: written(Object.entries(parts), ",", "'") },
  {
    about: "a part given twice",
    is: "odd",
    headers: written([...Object.entries(parts), ["signature", wrongSignature]]),
  },
  { about: "a part of nobody's", is: "odd", headers: written([...Object.entries(parts), ["realm", "x"]]) },
  { about: "another signature", is: "wrong", headers: withParts({ signature: wrongSignature }) },
  { about: "an empty signature", is: "wrong", headers: withParts({ signature: "" }) },
  { about: "a signature with something behind it", is: "odd", headers: withParts({ signature: "{{signature}}=" }) },
  { about: "no signature", is: "wrong", headers: without("signature") },
  { about: "no API key", is: "wrong", headers: without("apikey") },
  { about: "another API key", is: "wrong", headers: withParts({ apikey: "00000000-0000-4000-8000-000000000000" }) },
  { about: "no algorithm", is: "odd", headers: without("algorithm") },
  { about: "the algorithm none", is: "wrong", headers: withParts({ algorithm: "none", signature: "" }) },
  { about: "an Authorization header of nothing", is: "wrong", headers: dated("x") },
  { about: "the API key as a bearer token", is: "wrong", headers: dated("Bearer {{apiKey}}") },
  { about: "the API key and signature as a password", is: "wrong", headers: dated("Basic Og==") },
  { about: "no Authorization header", is: "wrong", without: ["authorization"] },
  { about: "no Date header", is: "wrong", without: ["date"] },
];

/** Forms of the header of a call that brings an access token. */
const byToken: readonly ProofForm[] = [
  { about: "bearer in small letters", is: "odd", headers: { Authorization: "bearer {{accessToken}}" } },
  { about: "two spaces before the token", is: "odd", headers: { Authorization: "Bearer  {{accessToken}}" } },
  { about: "another token", is: "wrong", headers: { Authorization: "Bearer {{accessToken}}x" } },
  { about: "no token", is: "wrong", headers: { Authorization: "Bearer" } },
  { about: "no Authorization header", is: "wrong", without: ["authorization"] },
];

/** The forms that a target's credentials can be written in. */
export function proofsFor({ credentials }: Pick<Target, "credentials">): readonly ProofForm[] {
  return "apiKey" in credentials ? byKey : byToken;
}

function capitals(): [string, string][] {
  return Object.entries(parts).map(([name, value]) => [name.toUpperCase(), value]);
}
