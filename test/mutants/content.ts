import { letsPass, passes, takes } from "./behaves.ts";
import { anew, type Call, type Fields } from "./call.ts";
import type { WrittenMutant } from "./mutant.ts";
import { refusal, sign, succeedsWith } from "./reply.ts";

/** Breakages of answers that look right and are about something else. */
export const contentMutants: readonly WrittenMutant[] = [
  {
    id: "other-user",
    about: "a check names another user than the one who asked",
    expects: ["check_license/ok-user"],
    apply: succeedsWith("check_license", (license: { readonly user?: Fields }) => {
      return license.user && { ...license, user: { ...license.user, email: "somebody@example.test" } };
    }),
  },
  {
    id: "other-product",
    about: "a check names another product than the one that was asked about",
    expects: ["check_license/ok"],
    apply: succeedsWith("check_license", (license: { readonly product_details: Fields }) => ({
      ...license,
      product_details: { ...license.product_details, short_code: "another" },
    })),
  },
  {
    id: "other-feature",
    about: "a check of a feature answers another feature",
    expects: ["check_license_feature/ok"],
    apply: succeedsWith("check_license_feature", (feature: Fields) => ({ ...feature, code: "another" })),
  },
  {
    id: "other-device-offline",
    about: "an offline license names another device than the request file",
    expects: ["activate_offline/ok*"],
    apply: succeedsWith("activate_offline", async (license: Fields) => {
      const { license_signature, license_signature_v2: _v2, ...others } = license;
      const covered = { ...others, hardware_id: "Other-PC" };
      return { ...covered, license_signature, license_signature_v2: await sign(JSON.stringify(covered)) };
    }),
  },
  {
    id: "metadata-text-pretty",
    about: "metadata as text is printed with blanks",
    expects: ["check_license/ok-metadata-text"],
    apply: succeedsWith("check_license", (license: Fields) => ({
      ...license,
      ...("metadata_string" in license && { metadata_string: JSON.stringify(license.metadata, null, 2) }),
    })),
  },
  {
    id: "response-type-ignored",
    about: "the kind of grant is ignored in the address of the sign-on page",
    expects: ["sso_url/ok-token"],
    apply: takes("sso_url", ({ response_type: _type, ...input }) => input),
  },
  {
    id: "address-of-nothing",
    about: "the address for tokens is no address",
    expects: ["oauth_url/ok*"],
    apply: succeedsWith("oauth_url", (body: Fields) => ({ ...body, url: "somewhere" })),
  },
  {
    id: "custom-fields-ignored",
    about: "custom fields of a product are not given",
    expects: ["product_details/ok-custom-fields"],
    apply: takes("product_details", ({ include_custom_fields: _asked, ...input }) => input),
  },
  {
    id: "activations-never-fewer",
    about: "letting a device go does not lower times_activated",
    expects: ["activate_license/ok"],
    apply: (fetch) => {
      const times = new Map<unknown, number>();
      return succeedsWith("activate_license", (license: Fields, { input }: Call) => {
        const before = times.get(input.license_key) ?? 0;
        times.set(input.license_key, before + 1);
        return { ...license, times_activated: before + 1 };
      })(fetch);
    },
  },
  {
    id: "limit-one-too-early",
    about: "the last unit of a limit is refused",
    expects: ["add_consumption/ok-limit"],
    apply: (fetch) => async (request) => {
      const response = await fetch(request);
      if (response.status !== 200 || !request.url.endsWith("add_consumption")) return response;
      const body = (await response.clone().json()) as Fields;
      return body.total_consumptions === body.max_consumptions
        ? refusal(400, "license_not_enough_consumptions")
        : response;
    },
  },
  {
    id: "limit-one-too-late",
    about: "one unit beyond a limit is taken",
    expects: ["add_consumption/ok-limit"],
    apply: letsPass("add_consumption", "license_not_enough_consumptions", (call) => {
      return anew(call, { input: { ...call.input, consumptions: Number(call.input.consumptions ?? 1) - 1 } });
    }),
  },
  {
    id: "overages-without-end",
    about: "overages go beyond their limit",
    expects: ["add_consumption/license_not_enough_consumptions-overages"],
    apply: takes("add_consumption", (input) => ({ ...input, max_overages: 100_000_000 })),
  },
  {
    id: "feature-overages-without-end",
    about: "overages of a feature go beyond their limit",
    expects: ["add_feature_consumption/feature_not_enough_consumptions-overages"],
    apply: letsPass("add_feature_consumption", "feature_not_enough_consumptions", (call) => {
      return anew(call, { input: { ...call.input, consumptions: call.input.feature === "overages" ? 1 : 5_000 } });
    }),
  },
  passes("change_password", "authentication_failure", "a wrong password", { password: "Ada-1815" }),
  passes("deactivate_license", "authentication_failure", "a wrong password", { password: "Ada-1815" }),
  passes("activate_bundle", "authentication_failure", "a wrong password", { password: "Edsger-1930" }),
  passes("floating/borrow", "authentication_failure", "a wrong password", { password: "Donald-1938" }),
  passes("user_licenses", "sso_customer_account_token_error", "any token", { id_token: "test-id-token-linus" }),
  passes("activate_license", "sso_customer_account_token_error", "a token of another account", {
    customer_account_code: "acme",
  }),
  passes("check_bundle", "license_not_enabled", "a disabled member", { license_key: "BUND-LEON-KEYS-0001" }),
  passes("check_bundle", "blacklisted", "a blacklisted device", {
    license_key: "BUND-LEON-KEYS-0001",
    hardware_id: "Laptop-1",
  }),
  {
    ...passes("trial_key", "blacklisted", "a blacklisted device", { hardware_id: "Another-1" }),
  },
  passes("trial_key", "email_missing", "a user without an email", { email: "somebody@example.test" }),
];
