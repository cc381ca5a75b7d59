import { authorize } from "../../api/authorization.ts";
import { type EndpointName, endpointRow, errorCodesOf } from "../../api/endpoints.ts";
import type { ErrorCode } from "../../api/errors.ts";
import type { Evidence } from "../../api/evidence.ts";
import { fieldKinds } from "../../generated/fields.ts";
import type { CaseRequest, ContractCase, Role, Scene } from "../case.ts";
import {
  casesOf,
  evidenceOf,
  type Fields,
  type Filling,
  filled,
  isRefused,
  type Outcome,
  to,
  under,
} from "./define.ts";
import { harmless, isAboutNobody } from "./harmless.ts";
import { asKey, type Change, dated, minutesOff, withAuthorization, without, withParameters } from "./headers.ts";

/** A call that would succeed if nothing were wrong with it. */
export interface Sound {
  readonly role: string;
  readonly fields?: Filling;
  /** A required field that is neither hardware_id nor product, to leave out. @default hardware_id */
  readonly required?: string;
  /** Fields that are of the wrong type; none where the page has no other than texts. @default a text as license_id */
  readonly wrongType?: Fields | "none";
}

/** One thing that is wrong with a call. */
interface Wrong extends Outcome {
  readonly code: ErrorCode;
  readonly variant?: string;
  readonly about: string;
  readonly needs?: readonly string[];
  /** A license that nobody has is told first by some servers: then the code is a matter of order. */
  readonly mayComeSecond?: true;
  /** Writes another query or body from the fields of the sound one. */
  readonly rewrite?: (input: Fields) => string;
  /** How the request differs from a sound one. */
  change(role: (name: string) => Role): Change;
}

/** What can be wrong with any call: its headers, its body, its fields, its product. */
export function genericCases(endpoint: EndpointName, given: Sound): ContractCase[] {
  const sound = { wrongType: { license_id: "first" }, ...given };
  const { method, body } = endpointRow(endpoint);
  const isGet = method === "GET";
  const isOffline = body === "offline";
  const all: readonly (readonly Wrong[])[] = [
    headerFaults,
    dateFaults(passedAs(endpoint)),
    keyFaults,
    [limitedKey(endpoint)],
    tokenFaults,
    isOffline ? [] : missingFields(endpoint, sound),
    sound.wrongType === "none" ? [] : [wrongType(endpoint, sound)],
    isGet && endpoint !== "products" ? [givenTwice(sound)] : [],
    isGet || isOffline ? [] : brokenBodies,
    [unknownProduct(endpoint)],
  ];
  const codes = errorCodesOf(endpoint);
  return all.flat().flatMap((wrong) => (codes.includes(wrong.code) ? [caseOf(endpoint, sound, wrong)] : []));
}

function caseOf(endpoint: EndpointName, sound: Sound, wrong: Wrong): ContractCase {
  const { code, variant, about, needs = [], change, rewrite, mayComeSecond, ...outcome } = wrong;
  const { send, story } = casesOf(endpoint);
  const request = (scene: Scene): CaseRequest => {
    const { fields = {}, ...rest } = change(scene.role);
    const filling: Filling = (role) => ({
      ...trialless(endpoint, scene),
      ...filled(sound.fields, role, scene),
      ...fields,
    });
    const sent = harmless(send(sound.role, filling)(scene));
    return { ...sent, ...(rewrite && { raw: rewrite(sent.input) }), ...rest };
  };
  const isSecond = mayComeSecond && isAboutNobody(endpoint);
  const order = isSecond ? ({ isOrder: true, rests: { ...outcome.rests, code: "assumed" } } as const) : {};
  const step = isRefused(code, to(endpoint, request), { ...outcome, ...order });
  const all = [sound.role, ...needs, ...(endpoint === "trial-key" ? ["noTrialProduct"] : [])];
  return story(about, all, [step], { effect: "none", ...(variant && { variant }) });
}

/** A trial that is made stays: a server that lets a call pass must have none to give. */
function trialless(endpoint: EndpointName, scene: Scene): Fields {
  return endpoint === "trial-key" ? { product: scene.role("noTrialProduct").product } : {};
}

/** How a call that names nobody, made harmless so, ends at a server that lets it pass. */
function passedAs(endpoint: EndpointName): ErrorCode | undefined {
  if (endpoint === "trial-key") return "trial_not_allowed";

  const namesNobody = ["license_key", "username"].some((name) => Object.hasOwn(fieldKinds[endpoint] ?? {}, name));
  return isAboutNobody(endpoint) && namesNobody ? "license_not_found" : undefined;
}

const keyPage = "documented: API key authorization";
const errorPage = "documented: error responses";

/** Nobody acts without proof of who they are, and the page of API keys says by which code it is refused. */
const noProof: Outcome = {
  evidence: keyPage,
  rests: { outcome: "inviolable" },
  provesNothing: true,
};

const headerFaults: readonly Wrong[] = [
  {
    ...noProof,
    evidence: errorPage,
    code: "missing_headers",
    variant: "date",
    about: "a call without a Date header is refused",
    change: () => without("Date"),
  },
  {
    ...noProof,
    evidence: errorPage,
    code: "missing_headers",
    variant: "authorization",
    about: "a call without an Authorization header is refused",
    change: () => without("Authorization"),
  },
  {
    ...noProof,
    code: "authorization_invalid_headers",
    about: "a malformed Authorization header is refused",
    change: () => withAuthorization("Basic dGVzdDp0ZXN0"),
  },
  {
    evidence: "documented: SDK error page",
    rests: { code: "assumed" },
    question: "authorization_invalid_headers-signed-headers",
    code: "authorization_invalid_headers",
    variant: "signed-headers",
    about: "signing other headers than the date is refused",
    change: () => withParameters({ headers: "host" }),
  },
  {
    ...noProof,
    code: "authorization_missing_params",
    about: "an Authorization header without a signature is refused",
    change: () => ({
      authorize: ({ credentials, now }) => {
        const { Date: date } = authorize(credentials, now);
        return { Date: date, Authorization: `algorithm="hmac-sha256",headers="date",apikey="${credentials.apiKey}"` };
      },
    }),
  },
  {
    evidence: keyPage,
    code: "hmac_required",
    about: "another algorithm than HMAC is refused",
    change: () => withParameters({ algorithm: "rsa-sha256" }),
  },
];

function dateFaults(passed: ErrorCode | undefined): Wrong[] {
  return [
    {
      evidence: "assumed",
      question: "date_header_invalid",
      code: "date_header_invalid",
      about: "a Date header that is no date is refused",
      change: () => dated(() => "yesterday"),
    },
    {
      evidence: keyPage,
      provesNothing: true,
      code: "date_header_diff",
      variant: "past",
      about: "a Date header of 20 minutes ago is refused",
      change: () => minutesOff(-20),
    },
    {
      evidence: "assumed",
      code: "date_header_diff",
      variant: "future",
      about: "a Date header of 20 minutes ahead is refused",
      otherwise: [under({ dateAhead: "any" }, passed)],
      change: () => minutesOff(20),
    },
  ];
}

const keyFaults: readonly Wrong[] = [
  {
    ...noProof,
    code: "invalid_api_key",
    about: "an unknown API key is refused",
    change: () => withParameters({ apikey: "00000000-0000-0000-0000-000000000000" }),
  },
  {
    ...noProof,
    code: "revoked_api_key",
    about: "a revoked API key is refused",
    needs: ["revokedKey"],
    change: (role) => asKey(role("revokedKey")),
  },
  {
    ...noProof,
    code: "signature_mismatch",
    about: "a signature made with another shared key is refused",
    change: () => ({
      authorize: ({ credentials, now }) => authorize({ ...credentials, sharedKey: "another-shared-key" }, now),
    }),
  },
  {
    evidence: keyPage,
    mayComeSecond: true,
    code: "read_only_api_key",
    about: "a key that may only read is refused",
    needs: ["readOnlyKey"],
    change: (role) => asKey(role("readOnlyKey")),
  },
];

/** Described for activations; that it comes elsewhere too is our choice. */
function limitedKey(endpoint: EndpointName): Wrong {
  return {
    evidence: errorPage,
    ...(endpoint.startsWith("activate") ? {} : { rests: { outcome: "assumed", code: "assumed" } }),
    mayComeSecond: true,
    code: "api_key_product_not_allowed",
    about: "a key that is limited to another product is refused",
    needs: ["limitedKey"],
    change: (role) => asKey(role("limitedKey")),
  };
}

const tokenFaults: readonly Wrong[] = [
  {
    evidence: "documented: OAuth configuration",
    provesNothing: true,
    code: "oauth_required",
    about: "an API key of a company that takes OAuth tokens only is refused",
    needs: ["oauthRequiredKey"],
    change: (role) => asKey(role("oauthRequiredKey")),
  },
  {
    ...noProof,
    evidence: "assumed",
    question: "oauth_token_malformed",
    code: "oauth_token_malformed",
    about: "a token that was not given out is refused",
    change: () => withAuthorization("Bearer no-such-token"),
  },
  {
    ...noProof,
    evidence: "assumed",
    question: "oauth_token_expired",
    code: "oauth_token_expired",
    about: "a token that has expired is refused",
    needs: ["expiredToken"],
    change: (role) => withAuthorization(`Bearer ${role("expiredToken").access_token}`),
  },
];

/** Two texts of one page speak of a missing field, and none says which of the two codes it gets. */
function missingFields(endpoint: EndpointName, { required = "hardware_id" }: Sound): Wrong[] {
  const { method, source } = endpointRow(endpoint);
  const isGet = method === "GET";
  const missing = {
    evidence: source.startsWith("observed") ? (source as Evidence) : errorPage,
    rests: { code: "assumed" },
    question: "missing_parameters",
    code: "missing_parameters",
  } as const;
  return [
    {
      ...missing,
      about: `a call without ${required} is refused`,
      change: () => ({ fields: { [required]: undefined } }),
    },
    {
      ...missing,
      question: isGet ? "missing_parameters-empty-query" : "missing_parameters-empty-body",
      variant: "empty",
      about: `a call with an empty ${isGet ? "query" : "body"} is refused`,
      change: () => ({ raw: "" }),
    },
  ];
}

/** Pages that print one type for the field; elsewhere two are printed, or none. */
const printsOneType: readonly EndpointName[] = [
  "check-license-feature",
  "check-license",
  "check-bundle",
  "product-details",
];

function wrongType(endpoint: EndpointName, { wrongType: given = "none" }: Sound): Wrong {
  const fields = given === "none" ? {} : given;
  return {
    evidence: errorPage,
    ...(printsOneType.includes(endpoint) ? {} : { rests: { outcome: "assumed", code: "assumed" } }),
    question: "validation_error-type",
    code: "validation_error",
    variant: "type",
    about: `a field of the wrong type is refused (${Object.keys(fields).join(", ")})`,
    change: () => ({ fields }),
  };
}

function givenTwice({ required = "hardware_id" }: Sound): Wrong {
  return {
    evidence: "assumed",
    question: "validation_error-twice",
    code: "validation_error",
    variant: "twice",
    about: `a query that gives ${required} twice, with two values, is refused`,
    rewrite: (input) => {
      const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)]));
      query.append(required, "another");
      return query.toString();
    },
    change: () => ({}),
  };
}

const brokenBodies: readonly Wrong[] = [
  {
    evidence: errorPage,
    code: "invalid_json",
    about: "a body that is no JSON is refused",
    change: () => ({ raw: '{"product":' }),
  },
  {
    evidence: errorPage,
    rests: { code: "assumed" },
    question: "invalid_json-array",
    code: "invalid_json",
    variant: "array",
    about: "a body that is an array is refused",
    change: () => ({ raw: "[]" }),
  },
];

/** Where a page does not list the code, an answer would still be about nothing that was asked for. */
function unknownProduct(endpoint: EndpointName): Wrong {
  const listed = evidenceOf(endpoint, "unknown_product");
  return {
    evidence: listed,
    ...(listed === "assumed" && { rests: { outcome: "inviolable" } }),
    mayComeSecond: true,
    code: "unknown_product",
    about: "a product that does not exist is refused",
    change: () => ({ fields: { product: "no-such-product" } }),
  };
}
