import type { Credentials } from "../../api/authorization.ts";
import { portableCryptography } from "../../api/cryptography.ts";
import { type EndpointName, endpointRow } from "../../api/endpoints.ts";
import type { ErrorCode } from "../../api/errors.ts";
import { offlineText } from "../../api/signature.ts";
import { encodeText } from "../../api/write-offline-request.ts";
import type { CaseRequest, ContractCase, UndoRequest, UnsignedPayload } from "../case.ts";
import { emptyForm, flatOffline, wrappedOffline } from "../encode-offline-request.ts";
import { caseMaker } from "./case-maker.ts";
import { halfRight } from "./changed-headers.ts";
import { type Outcome, refusedStep } from "./expectations.ts";
import { type Fields, requestTo } from "./requests.ts";

/** What can be wrong with any offline request: its content, its signature, whom it names. */
export function offlineCases(
  endpoint: EndpointName,
  roles: { readonly key: string; readonly user: string },
  /** A license that the request acts on where its signature is not looked at, and what puts that back. */
  real?: { readonly role: string; readonly undo: readonly UndoRequest[] },
): ContractCase[] {
  const { refused, send, story } = caseMaker(endpoint);
  /** A server that does not refuse must not act on a real license. */
  const nobodys = { license_key: "NONE-NONE-NONE-NONE" };
  const nothing = { ifActs: "nothing" } as const;
  /** Two of the pages print the code; on the others it is our guess. */
  const isListed = endpointRow(endpoint).errors.documented.includes("authorization_missing_params");
  const listed: Outcome = isListed ? {} : maybe;
  const nobody = { license_key: undefined, username: undefined, password: undefined };
  const wrong = (
    code: ErrorCode,
    variant: string,
    about: string,
    change: Partial<CaseRequest>,
    fields: Fields = {},
    outcome: Outcome = {},
  ) => {
    const request = requestTo(endpoint, (scene) => ({
      ...send(roles.key, { ...nobodys, ...fields })(scene),
      ...change,
    }));
    return story(about, [roles.key], [refusedStep(code, request, outcome)], {
      effect: "none",
      ...(variant && { variant }),
    });
  };
  const forgedReal =
    real === undefined
      ? []
      : [
          story(
            "a request for a real license that is signed with another key is refused",
            [real.role],
            [
              refusedStep(
                "offline_signature_mismatch",
                requestTo(endpoint, (scene) => ({
                  ...send(real.role)(scene),
                  encode: (payload, credentials) => flatOffline(payload, { ...credentials, sharedKey: "another" }),
                })),
                { evidence: "assumed", rests: { outcome: "inviolable" } },
              ),
            ],
            { variant: "real", effect: "reversible", undo: real.undo },
          ),
        ];
  return [
    ...forgedReal,
    wrong("missing_content", "", "an empty body is refused", { raw: "" }, {}, maybe),
    wrong("missing_parameters", "file", "a form without a file is refused", { encode: emptyForm }, {}, maybe),
    wrong("missing_parameters", "product", "a request without a product is refused", {}, { product: undefined }, maybe),
    wrong(
      "authorization_missing_params",
      "base64",
      "a body that is no base64 is refused",
      { raw: "{not base64}" },
      {},
      listed,
    ),
    wrong("authorization_missing_params", "date", "a request without a date is refused", without("date"), {}, listed),
    wrong("authorization_missing_params", "nobody", "a request without key and user is refused", {}, nobody, listed),
    wrong(
      "authorization_missing_params",
      "api-key",
      "a request that names no account is refused",
      without("api_key"),
      {},
      { rests: { outcome: "inviolable" } },
    ),
    wrong(
      "authorization_missing_params",
      "unsigned",
      "a flat request without a signature is refused",
      {
        encode: (payload) => ({ text: encodeText(JSON.stringify(payload)) }),
      },
      {},
      { evidence: "assumed", rests: { outcome: "inviolable" } },
    ),
    wrong(
      "invalid_json",
      "",
      "base64 of something that is no JSON is refused",
      { raw: encodeText("hello") },
      {},
      maybe,
    ),
    wrong("invalid_json", "array", "base64 of a list is refused", { raw: encodeText("[]") }, {}, maybe),
    wrong(
      "invalid_api_key",
      "inside",
      "a request that names another account inside is refused",
      {},
      { api_key: "unknown" },
      { evidence: "assumed", rests: { outcome: "inviolable" } },
    ),
    wrong(
      "offline_signature_mismatch",
      "",
      "a request that is signed with another key is refused",
      {
        encode: (payload, credentials) => flatOffline(payload, { ...credentials, sharedKey: "another" }),
      },
      {},
      forged,
    ),
    wrong(
      "offline_signature_mismatch",
      "wrapped",
      "a wrapped request that is signed with another key is refused",
      { encode: (payload, credentials) => wrappedOffline(payload, { ...credentials, sharedKey: "another" }) },
      {},
      forged,
    ),
    ...partlySigned.map(([variant, about, left]) =>
      wrong(
        "offline_signature_mismatch",
        variant,
        about,
        {
          encode: (payload, credentials) =>
            flatOffline({ ...payload, signature: left(payload, credentials) }, credentials),
        },
        {},
        forged,
      ),
    ),
    wrong(
      "offline_signature_mismatch",
      "tampered",
      "a request that was changed after it was signed is refused",
      {
        encode: (payload, credentials) => {
          const signed = JSON.parse(atob(flatOffline(payload, credentials).text)) as Fields;
          return { text: encodeText(JSON.stringify({ ...signed, hardware_id: "Other-PC" })) };
        },
      },
      {},
      forged,
    ),
    refused(
      "license_key_required",
      "a key-based product with a username alone is refused",
      roles.key,
      {
        ...nobody,
        username: "nobody@example.test",
      },
      { ...nothing, rests: { code: "assumed" } },
    ),
    refused(
      "license_key_or_license_user_required",
      "a user-based product with a key alone is refused",
      roles.user,
      {
        ...nobody,
        license_key: "NONE-NONE-NONE-NONE",
      },
      { ...nothing, rests: { code: "assumed" } },
    ),
    refused(
      "license_not_found",
      "a key that does not exist is refused",
      roles.key,
      {
        license_key: "NONE-NONE-NONE-NONE",
      },
      nothing,
    ),
  ];
}

type Signing = (payload: UnsignedPayload, credentials: Credentials) => string;

const signedOver =
  (change: Partial<UnsignedPayload>): Signing =>
  (payload, { sharedKey }) =>
    portableCryptography.hmac(sharedKey, offlineText({ ...payload, ...change }));

/** Signatures that cover less than they should, or that are right in a part alone. */
const partlySigned: readonly (readonly [variant: string, about: string, sign: Signing])[] = [
  ["without-key", "a signature that covers no key is refused", signedOver({ license_key: "", username: "" })],
  ["without-device", "a signature that covers no device is refused", signedOver({ hardware_id: "" })],
  ["without-date", "a signature that covers no date is refused", signedOver({ date: "" })],
  [
    "half",
    "a signature that is right in its first half alone is refused",
    (payload, credentials) => halfRight(signedOver({})(payload, credentials)),
  ],
];

/** Refused, by a code that no page gives for it. */
const maybe: Outcome = { rests: { code: "assumed" } };

/** A forged request is refused, by a code that is known from clients only. */
const forged: Outcome = { evidence: "assumed", rests: { outcome: "inviolable" } };

/** A request that lacks a field which every request is given. */
function without(field: "date" | "api_key"): Partial<CaseRequest> {
  return {
    encode: (payload, credentials) => {
      const { [field]: _left, ...rest } = payload;
      return flatOffline(rest as UnsignedPayload, credentials);
    },
  };
}
