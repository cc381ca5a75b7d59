import { authorize } from "../../api/authorization.ts";
import { type EndpointName, endpointRow, errorCodesOf } from "../../api/endpoints.ts";
import { type ErrorCode, errors } from "../../api/errors.ts";
import { fieldKinds } from "../../generated/fields.ts";
import type { Alternative, CaseRequest, Choice, ContractCase, Role, Scene } from "../case.ts";
import { casesOf, type Fields, type Filling, filled, isRefused, under } from "./define.ts";
import { harmless } from "./harmless.ts";
import { asKey, type Change, dated, minutesOff, withAuthorization, without, withParameters } from "./headers.ts";

/** A call that would succeed if nothing were wrong with it. */
export interface Sound {
  readonly role: string;
  readonly fields?: Filling;
  /** A required field that is neither hardware_id nor product, to leave out. @default hardware_id */
  readonly required?: string;
  /** Fields that are of the wrong type. @default a text as license_id */
  readonly wrongType?: Fields;
}

/** What can be wrong with any call: its headers, its body, its fields, its product. */
export function genericCases(endpoint: EndpointName, sound: Sound): ContractCase[] {
  const { send, story } = casesOf(endpoint);
  const { method, body } = endpointRow(endpoint);
  const isOffline = body === "offline";
  const codes = errorCodesOf(endpoint);
  const wrong = (
    code: ErrorCode,
    variant: string,
    about: string,
    change: (role: (name: string) => Role) => Change,
    needs: readonly string[] = [],
    alternatives: readonly Alternative[] = [],
  ): ContractCase[] => {
    if (!codes.includes(code)) return [];
    const request = (scene: Scene): CaseRequest => {
      const { fields = {}, ...rest } = change(scene.role);
      const filling: Filling = (role) => ({ ...filled(sound.fields, role, scene), ...fields });
      return { ...harmless(send(sound.role, filling)(scene)), ...rest };
    };
    const options = {
      effect: "none" as const,
      evidence: errors[code].source,
      alternatives,
      ...(variant && { variant }),
    };
    return [story(about, [sound.role, ...needs], [isRefused(code, request)], options)];
  };
  const isGet = method === "GET";
  const isHarmless = ["license_key", "username"].some(
    (name) => !isGet && Object.hasOwn(fieldKinds[endpoint] ?? {}, name),
  );
  const acceptedAs = (policy: Choice) =>
    under(policy, isHarmless && endpoint !== "change-password" ? "license_not_found" : undefined);

  return [
    ...wrong("missing_headers", "date", "a call without a Date header is refused", () => without("Date")),
    ...wrong("missing_headers", "authorization", "a call without an Authorization header is refused", () =>
      without("Authorization"),
    ),
    ...wrong("authorization_invalid_headers", "", "a malformed Authorization header is refused", () =>
      withAuthorization("Basic dGVzdDp0ZXN0"),
    ),
    ...wrong("authorization_invalid_headers", "signed-headers", "signing other headers than the date is refused", () =>
      withParameters({ headers: "host" }),
    ),
    ...wrong(
      "authorization_missing_params",
      "",
      "an Authorization header without a signature is refused",
      () => ({
        authorize: ({ credentials, now }) => {
          const { Date: date } = authorize(credentials, now);
          return { Date: date, Authorization: `algorithm="hmac-sha256",headers="date",apikey="${credentials.apiKey}"` };
        },
      }),
      [],
      [acceptedAs({ unsigned: "accept" })],
    ),
    ...wrong("hmac_required", "", "another algorithm than HMAC is refused", () =>
      withParameters({ algorithm: "rsa-sha256" }),
    ),
    ...wrong("date_header_invalid", "", "a Date header that is no date is refused", () => dated(() => "yesterday")),
    ...wrong("date_header_diff", "past", "a Date header of 20 minutes ago is refused", () => minutesOff(-20)),
    ...wrong("date_header_diff", "future", "a Date header of 20 minutes ahead is refused", () => minutesOff(20)),
    ...wrong("invalid_api_key", "", "an unknown API key is refused", () =>
      withParameters({ apikey: "00000000-0000-0000-0000-000000000000" }),
    ),
    ...wrong("revoked_api_key", "", "a revoked API key is refused", (role) => asKey(role("revokedKey")), [
      "revokedKey",
    ]),
    ...wrong(
      "signature_mismatch",
      "",
      "a signature made with another shared key is refused",
      () => ({
        authorize: ({ credentials, now }) => authorize({ ...credentials, sharedKey: "another-shared-key" }, now),
      }),
      [],
      [{ policy: { signatureMismatchStatus: 400 }, expect: { status: [400], code: "signature_mismatch" } }],
    ),
    ...wrong(
      "oauth_required",
      "",
      "an API key of a company that takes OAuth tokens only is refused",
      (role) => asKey(role("oauthRequiredKey")),
      ["oauthRequiredKey"],
    ),
    ...wrong("oauth_token_malformed", "", "a token that was not given out is refused", () =>
      withAuthorization("Bearer no-such-token"),
    ),
    ...wrong(
      "oauth_token_expired",
      "",
      "a token that has expired is refused",
      (role) => withAuthorization(`Bearer ${role("expiredToken").access_token}`),
      ["expiredToken"],
    ),
    ...wrong("read_only_api_key", "", "a key that may only read is refused", (role) => asKey(role("readOnlyKey")), [
      "readOnlyKey",
    ]),
    ...wrong(
      "api_key_product_not_allowed",
      "",
      "a key that is limited to another product is refused",
      (role) => asKey(role("limitedKey")),
      ["limitedKey"],
    ),
    ...(isOffline
      ? []
      : [
          ...wrong("missing_parameters", "", "a call without a required field is refused", () => ({
            fields: { [sound.required ?? "hardware_id"]: undefined },
          })),
          ...wrong(
            "missing_parameters",
            "empty",
            `a call with an empty ${isGet ? "query" : "body"} is refused`,
            () => ({
              raw: "",
            }),
          ),
        ]),
    ...wrong("validation_error", "type", "a field of the wrong type is refused", () => ({
      fields: sound.wrongType ?? { license_id: "first" },
    })),
    ...(isGet
      ? wrong("validation_error", "twice", "a field that is given twice is refused", () => ({
          raw: "product=a&product=b&hardware_id=c",
        }))
      : isOffline
        ? []
        : [
            ...wrong("invalid_json", "", "a body that is no JSON is refused", () => ({ raw: '{"product":' })),
            ...wrong("invalid_json", "array", "a body that is an array is refused", () => ({ raw: "[]" })),
          ]),
    ...wrong("unknown_product", "", "a product that does not exist is refused", () => ({
      fields: { product: "no-such-product" },
    })),
  ];
}

/** What is wrong with calls about a license that nobody can find: no identification, or one that leads nowhere. */
export function identificationCases(
  endpoint: EndpointName,
  roles: { readonly key: string; readonly user: string },
  fields: Filling = {},
): ContractCase[] {
  const { refused } = casesOf(endpoint);
  const nobody = {
    license_key: undefined,
    username: undefined,
    password: undefined,
    id_token: undefined,
    code: undefined,
  };
  const more =
    (own: Fields): Filling =>
    (role, scene) => ({ ...filled(fields, role, scene), ...own });
  const cases = [
    refused("license_key_required", "a key-based product without a key is refused", roles.key, more({ ...nobody })),
    refused(
      "license_key_required",
      "a key-based product with a username alone is refused",
      roles.key,
      more({ ...nobody, username: "ada@example.test" }),
      { variant: "username", evidence: "assumed" },
    ),
    refused(
      "license_key_or_license_user_required",
      "a user-based product without a user is refused",
      roles.user,
      more({ ...nobody }),
    ),
    refused(
      "license_not_found",
      "a key that does not exist is refused",
      roles.key,
      more({ license_key: "NONE-NONE-NONE-NONE" }),
    ),
    refused(
      "license_not_found",
      "a user who does not exist is refused",
      roles.user,
      more({ username: "nobody@example.test" }),
      { variant: "user" },
    ),
    refused(
      "license_not_found",
      "a license id that is another license's is refused",
      roles.key,
      more({ license_id: 1 }),
      { variant: "license-id" },
    ),
    refused(
      "license_not_found",
      "a bundle that the license is no member of is refused",
      roles.key,
      more({ bundle_code: "no-such-bundle" }),
      { variant: "bundle", evidence: "assumed" },
    ),
  ];
  const codes: readonly string[] = errorCodesOf(endpoint);
  return cases.filter(({ outcome }) => codes.includes(outcome));
}

/** What a token may not do that is limited to one license, somebody else's. */
export function scopeCases(endpoint: EndpointName, role: string, fields: Filling = {}): ContractCase[] {
  const { send, story } = casesOf(endpoint);
  const request = (scene: Scene): CaseRequest => ({
    ...send(role, fields)(scene),
    ...withAuthorization(`Bearer ${scene.role("licenseToken").access_token}`),
  });
  const options = { effect: "none", variant: "scope", evidence: "assumed" } as const;
  const about = "a token that is limited to another license is refused";
  return [story(about, [role, "licenseToken"], [isRefused("license_not_found", request)], options)];
}
