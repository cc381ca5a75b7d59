import { authorize } from "../../src/api/authorization.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { letsPass } from "./behaves.ts";
import { anew, type Call, signedAnew } from "./call.ts";
import type { WrittenMutant } from "./mutant.ts";
import { refusesWith } from "./reply.ts";

const { credentials } = createMock();

/** Breakages of who may call. */
export const accessMutants: readonly WrittenMutant[] = [
  open("signature_mismatch", "the HMAC is not checked"),
  open("date_header_diff", "a Date header may be any time ago"),
  open("date_header_invalid", "a Date header may be any text"),
  open("revoked_api_key", "a revoked key is taken"),
  open("read_only_api_key", "a key that may only read may write"),
  open("api_key_product_not_allowed", "a key that is limited to a product sees others"),
  open("invalid_api_key", "an unknown key is taken"),
  open("hmac_required", "any algorithm is taken"),
  open("missing_headers", "headers may be missing"),
  open("authorization_invalid_headers", "any Authorization header is taken"),
  open("oauth_token_expired", "a token that has expired is taken"),
  open("oauth_token_malformed", "any token is taken"),
  open("oauth_required", "an API key is taken where tokens are required"),
  {
    ...open("authorization_missing_params", "a call without a signature is taken"),
  },
  {
    id: "past-dates-only",
    about: "a Date header that lies ahead is taken",
    expects: ["*/date_header_diff-future"],
    apply: letsPass("*", "date_header_diff", (call) => {
      const isAhead = Date.parse(call.request.headers.get("date") ?? "") > Date.now();
      return isAhead ? signedAnew(call) : anew(call);
    }),
  },
  {
    id: "customers-seen-by-all",
    about: "a token of one customer sees another",
    expects: ["customer_license_users/customer_not_found"],
    apply: letsPass("customer_license_users", "customer_not_found", signedAnew),
  },
  {
    id: "license-token-reaches-all",
    about: "a token of one license gets a trial",
    expects: ["trial_key/license_not_found-scope"],
    apply: letsPass("trial_key", "license_not_found", signedAnew),
  },
  {
    id: "old-passwords-locked",
    about: "a company that keeps its users' passwords lets them be changed",
    expects: ["change_password/change_password_not_allowed"],
    apply: letsPass("change_password", "change_password_not_allowed", (call) =>
      anew(call, {
        headers: authorize(credentials),
        input: { username: "grace@example.test", password: "Grace-1906", new_password: "Grace-1906" },
      }),
    ),
  },
  {
    id: "key-and-signature-swapped",
    about: "an unknown key is told as a wrong signature",
    expects: ["*/invalid_api_key"],
    apply: refusesWith("*", "invalid_api_key", (error) => ({ ...error, code: "signature_mismatch" })),
  },
  {
    id: "unsigned-offline",
    about: "the signature of an offline request is not checked",
    expects: ["activate_offline/offline_signature_mismatch*"],
    apply: letsPass("activate_offline", "offline_signature_mismatch", (call: Call) => {
      return anew(call, {
        endpoint: "activate_license",
        input: { product: "key-app", license_key: "OFFL-INEX-KEYS-0001", hardware_id: "Laptop-1" },
      });
    }),
  },
];

function open(code: string, about: string): WrittenMutant {
  return { id: `open-${code}`, about, expects: [`*/${code}*`], apply: letsPass("*", code, signedAnew) };
}
