import { authorize } from "../../api/authorization.ts";
import type { EndpointName } from "../../api/endpoints.ts";
import type { ErrorCode } from "../../api/errors.ts";
import type { Role } from "../case.ts";
import {
  asKey,
  type Change,
  halfRight,
  minutesOff,
  withAuthorization,
  withDate,
  withoutHeader,
  withParameters,
  withSignature,
} from "./changed-headers.ts";
import { type Outcome, underPolicy } from "./expectations.ts";
import type { FieldSource, Fields } from "./requests.ts";

/** One thing that is wrong with a call. */
export interface WrongCall extends Outcome {
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

const keyPage = "documented: API key authorization";

const errorPage = "documented: error responses";

/** Nobody acts without proof of who they are, and the page of API keys says by which code it is refused. */
export const noProof: Outcome = {
  evidence: keyPage,
  rests: { outcome: "inviolable" },
  provesNothing: true,
};

export const wrongHeaders: readonly WrongCall[] = [
  {
    ...noProof,
    evidence: errorPage,
    code: "missing_headers",
    variant: "date",
    about: "a call without a Date header is refused",
    change: () => withoutHeader("Date"),
  },
  {
    ...noProof,
    evidence: errorPage,
    code: "missing_headers",
    variant: "authorization",
    about: "a call without an Authorization header is refused",
    change: () => withoutHeader("Authorization"),
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

export function wrongDates(passed: ErrorCode | undefined): WrongCall[] {
  return [
    {
      evidence: "assumed",
      code: "date_header_invalid",
      about: "a Date header that is no date is refused",
      change: () => withDate(() => "yesterday"),
    },
    {
      evidence: keyPage,
      provesNothing: true,
      code: "date_header_diff",
      variant: "past",
      about: "a Date header of 16 minutes ago is refused",
      change: () => minutesOff(-16),
    },
    {
      evidence: "assumed",
      code: "date_header_diff",
      variant: "future",
      about: "a Date header of 16 minutes ahead is refused",
      otherwise: [underPolicy({ dateAhead: "any" }, passed)],
      change: () => minutesOff(16),
    },
  ];
}

export const wrongKeys: readonly WrongCall[] = [
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
    ...noProof,
    code: "signature_mismatch",
    variant: "other-account",
    about: "a signature made with the shared key of another API key is refused",
    needs: ["readOnlyKey"],
    change: (role) => ({
      authorize: ({ credentials, now }) =>
        authorize({ ...credentials, sharedKey: String(role("readOnlyKey").sharedKey) }, now),
    }),
  },
  {
    ...noProof,
    code: "signature_mismatch",
    variant: "end",
    about: "a signature that is right in its first half alone is refused",
    change: () => withSignature(halfRight),
  },
  {
    ...noProof,
    code: "signature_mismatch",
    variant: "case",
    about: "a signature in other letters, small for capital, is refused",
    change: () => withSignature(swappedCase),
  },
  {
    evidence: "assumed",
    rests: { outcome: "inviolable" },
    mayComeSecond: true,
    code: "unknown_product",
    variant: "other-company",
    about: "the key of another company is refused",
    needs: ["lockedPasswordUser"],
    change: (role) => asKey(role("lockedPasswordUser")),
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

function swappedCase(text: string): string {
  return text.replace(/[a-zA-Z]/g, (letter) => (/[a-z]/.test(letter) ? letter.toUpperCase() : letter.toLowerCase()));
}

/** Described for activations; that it comes elsewhere too is our choice. */
export function limitedKey(endpoint: EndpointName): WrongCall {
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

/** A call that would succeed if nothing were wrong with it. */
export interface ValidCall {
  readonly role: string;
  readonly fields?: FieldSource;
  /** A required field that is neither hardware_id nor product, to leave out. @default hardware_id */
  readonly required?: string;
  /** Fields that are of the wrong type; none where the page has no other than texts. @default a text as license_id */
  readonly wrongType?: Fields | "none";
}
