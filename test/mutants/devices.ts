import { answersFirst, letsPass, onlySays, passes, takes } from "./behaves.ts";
import { anew, type Call, type Fields, readCall } from "./call.ts";
import type { WrittenMutant } from "./mutant.ts";
import { readReply, refusal, succeedsWith, toResponse } from "./reply.ts";

const active: Fields = { product: "key-app", license_key: "ACTV-PERP-KEYS-0001" };

/** Breakages of activation and of what may be activated. */
export const deviceMutants: readonly WrittenMutant[] = [
  {
    id: "still-active",
    about: "a device that was let go is still active",
    expects: ["deactivate_license/license_not_active-then-check"],
    apply: onlySays("deactivate_license", "license_deactivated"),
  },
  {
    id: "still-active-offline",
    about: "a device that was let go offline is still active",
    expects: ["deactivate_offline/license_not_active*"],
    apply: onlySays("deactivate_offline", "license_deactivated"),
  },
  {
    id: "still-active-bundle",
    about: "a device that was let go from a bundle is still active",
    expects: ["deactivate_bundle/license_not_active*", "activate_bundle/license_not_active*"],
    apply: onlySays("deactivate_bundle", "license_deactivated"),
  },
  {
    id: "still-active-bundle-offline",
    about: "a device that was let go from a bundle offline is still active",
    expects: ["deactivate_bundle_offline/license_not_active*"],
    apply: onlySays("deactivate_bundle_offline", "license_deactivated"),
  },
  {
    id: "never-back",
    about: "a device that was let go cannot come back",
    expects: ["deactivate_license/ok-and-back"],
    apply: (fetch) => {
      const gone = new Set<string>();
      return async (request) => {
        const call = await readCall(request);
        const device = `${call.input.license_key} ${call.input.hardware_id}`;
        if (call.endpoint === "deactivate_license") gone.add(device);
        const isBack = call.endpoint === "activate_license" && gone.has(device);
        return isBack ? refusal(400, "license_activated_max_times") : fetch(anew(call));
      };
    },
  },
  {
    id: "activation-without-effect",
    about: "an activation is answered and not stored",
    expects: ["activate_license/ok"],
    apply: (fetch) => async (request) => {
      const call = await readCall(request);
      const response = await fetch(anew(call));
      if (call.endpoint === "activate_license" && response.status === 200) {
        await fetch(anew(call, { endpoint: "deactivate_license" }));
      }
      return response;
    },
  },
  {
    id: "offline-activation-without-effect",
    about: "an offline activation is answered and the license cannot be checked",
    expects: ["activate_offline/ok-then-check"],
    apply: (fetch) => {
      let last = "";
      return async (request) => {
        const call = await readCall(request);
        const isUnknown = call.endpoint === "check_license" && last === "activate_offline";
        last = call.endpoint;
        return isUnknown ? refusal(400, "license_not_active") : fetch(anew(call));
      };
    },
  },
  passes("check_license", "license_not_enabled", "a disabled license", { license_key: "ACTV-PERP-KEYS-0001" }),
  passes("activate_license", "license_not_enabled", "a disabled license", { license_key: "ACTV-PERP-KEYS-0001" }),
  passes("check_license", "blacklisted", "a blacklisted device", {
    license_key: "ACTV-PERP-KEYS-0001",
    hardware_id: "Laptop-1",
  }),
  passes("activate_license", "blacklisted", "a blacklisted device", { hardware_id: "Laptop-1" }),
  passes("check_license", "license_not_active", "a license without a device", { license_key: "ACTV-PERP-KEYS-0001" }),
  passes("check_license", "device_not_found", "another device", { hardware_id: "Laptop-1" }),
  passes("add_consumption", "device_not_found", "another device", {
    license_key: "CONS-PLAI-KEYS-0001",
    hardware_id: "Laptop-1",
  }),
  passes("get_device_variables", "device_not_found", "another device", { hardware_id: "Laptop-1" }),
  passes("activate_license", "vm_not_allowed", "a virtual machine", { is_vm: undefined }),
  passes("activate_license", "license_activated_max_times", "one activation too many", { hardware_id: "Laptop-2" }),
  passes("activate_license", "license_transferred_max_times", "one transfer too many", { hardware_id: "Laptop-2" }),
  {
    ...passes("activate_license", "license_start_date_error", "a license too early", {
      license_key: "ACTV-PERP-KEYS-0001",
    }),
  },
  passes("activate_license", "disabled_product", "a disabled product", active),
  passes("activate_license", "archived_product", "an archived product", active),
  passes("add_consumption", "license_not_consumption", "units on any license", { license_key: "CONS-PLAI-KEYS-0001" }),
  passes("add_consumption", "negative_consumptions_not_allowed", "units given back", { consumptions: 0 }),
  passes("trial_key", "trial_expired", "a second trial", { hardware_id: "Another-1" }),
  passes("trial_key", "trial_not_allowed", "a trial of any product", { product: "trial-app" }),
  passes("installation_file", "version_not_found", "a version that does not exist", { version: undefined }),
  passes("activate_license", "authentication_failure", "a wrong password", { password: "Grace-1906" }),
  passes("check_license_feature", "invalid_license_feature_code", "any feature", { feature: "activation" }),
  passes("product_details", "unknown_product", "any product", { product: "key-app" }),
  passes("versions", "active_license_required", "versions of any license", { license_key: "ACTV-PERP-KEYS-0001" }),
  {
    id: "disabled-told-not-active",
    about: "a disabled license that is active is said not to be active",
    expects: ["check_license/license_not_enabled"],
    apply: (fetch) => async (request) => {
      const reply = await readReply(await fetch(request));
      return reply.text.includes('"license_not_enabled"') ? refusal(400, "license_not_active") : toResponse(reply);
    },
  },
  flag("is_expired", false, "an expired license is not flagged", "check_license/ok-expired"),
  flag("is_expired", true, "every license is flagged as expired", "check_license/ok"),
  flag("license_active", false, "a license is said not to be active", "check_license/ok"),
  flag("license_enabled", false, "a license is said not to be enabled", "check_license/ok"),
  flag("is_trial", false, "a trial does not say so", "check_license/ok-trial"),
  flag("is_borrowed", false, "a borrowed license does not say so", "floating/borrow/ok-and-release"),
  {
    id: "no-grace",
    about: "a subscription in its grace period is flagged as expired",
    expects: ["check_license/ok-grace"],
    apply: succeedsWith("check_license", (license: Fields & { readonly validity_period: string | null }) => ({
      ...license,
      is_expired: license.validity_period !== null && Date.parse(license.validity_period) < Date.now(),
    })),
  },
  {
    id: "expired-features",
    about: "expired features are listed without being asked for",
    expects: ["check_license/ok-features"],
    apply: takes("check_license", (input) => ({ ...input, include_expired_features: "true" })),
  },
  {
    id: "no-expired-features",
    about: "expired features are never listed",
    expects: ["check_license/ok-expired-features"],
    apply: takes("check_license", ({ include_expired_features: _asked, ...input }) => input),
  },
  {
    id: "no-features",
    about: "a check lists no features",
    expects: ["check_license/ok*"],
    apply: succeedsWith("check_license", (license: Fields) => ({ ...license, product_features: [] })),
  },
  {
    id: "no-metadata-text",
    about: "metadata as text is not given",
    expects: ["check_license/ok-metadata-text"],
    apply: takes("*", ({ include_metadata_string: _asked, ...input }, { request }) =>
      request.method === "GET" ? input : undefined,
    ),
  },
  {
    id: "license-id-ignored",
    about: "license_id is ignored",
    expects: ["check_license/license_not_found-license-id"],
    apply: takes("check_license", ({ license_id: _id, ...input }) => input),
  },
  {
    id: "license-id-of-first",
    about: "a license_id of the same user's other license gives the license of this device",
    expects: ["check_license/*-license-id"],
    apply: letsPass("check_license", "device_not_found", (call) => {
      return call.input.license_id === undefined ? refusal(400, "device_not_found") : withoutId(call);
    }),
  },
  {
    id: "newest-license",
    about: "of several licenses of a user the newest is taken, even where the device is active on another",
    expects: ["check_license/ok-several"],
    apply: answersFirst("check_license", ({ input }) => {
      const isOpen = input.username === "mary@example.test" && input.license_id === undefined;
      return isOpen ? refusal(400, "device_not_found") : undefined;
    }),
  },
];

function flag(field: string, value: boolean, about: string, expected: string): WrittenMutant {
  return {
    id: `${field}-always-${value}`,
    about,
    expects: [expected],
    apply: succeedsWith("check_license", (license: Fields) => ({ ...license, [field]: value })),
  };
}

function withoutId(call: Call): Request {
  const { license_id: _id, ...input } = call.input;
  return anew(call, { input });
}
