import { answersFirst, letsPass } from "./behaves.ts";
import { type Call, signedAnew } from "./call.ts";
import type { WrittenMutant } from "./mutant.ts";
import { readReply, refusal, toResponse } from "./reply.ts";

const nobody = "NONE-NONE-NONE-NONE";

/** Breakages of what is told first where several things are wrong. */
export const orderMutants: readonly WrittenMutant[] = [
  {
    id: "license-before-fields",
    about: "a license that does not exist is told before a field that is missing",
    expects: ["deactivate_license/missing_parameters"],
    apply: answersFirst("deactivate_license", ({ input }) => {
      return input.license_key === nobody && input.hardware_id === undefined
        ? refusal(400, "license_not_found")
        : undefined;
    }),
  },
  {
    id: "license-before-product",
    about: "a license that does not exist is told before a product that does not",
    expects: ["deactivate_license/unknown_product"],
    apply: answersFirst("deactivate_license", ({ input }) => {
      return input.license_key === nobody && input.product === "no-such-product"
        ? refusal(400, "license_not_found")
        : undefined;
    }),
  },
  {
    id: "fields-before-headers",
    about: "what is wrong with the fields is told before what is wrong with the signature",
    expects: ["*/signature_mismatch*"],
    apply: (fetch) => async (request) => {
      const copy = request.clone();
      const reply = await readReply(
        await letsPass("*", "signature_mismatch", (call: Call) => signedAnew(call))(fetch)(request),
      );
      return reply.status === 200 ? fetch(copy) : toResponse(reply);
    },
  },
  {
    id: "device-before-license",
    about: "an unknown device is told before a license that is disabled",
    expects: ["check_license/license_not_enabled-first"],
    apply: answersFirst("check_license", ({ input }) => {
      const isBoth = input.license_key === "DISA-PERP-KEYS-0001" && input.hardware_id !== "Laptop-1";
      return isBoth ? refusal(400, "device_not_found") : undefined;
    }),
  },
  {
    id: "quantity-before-device",
    about: "units beyond the limit are told before an unknown device",
    expects: ["add_consumption/device_not_found-first"],
    apply: answersFirst("add_consumption", ({ input }) => {
      const isBoth = Number(input.consumptions) > 1_000 && input.hardware_id !== "Laptop-1";
      return isBoth ? refusal(400, "license_not_enough_consumptions") : undefined;
    }),
  },
  {
    id: "license-before-password",
    about: "a used-up license is told before a wrong password",
    expects: ["activate_license/authentication_failure-first"],
    apply: answersFirst("activate_license", ({ input }) => {
      const isBoth = input.username === "alan@example.test" && input.password !== "Alan-1912";
      return isBoth ? refusal(400, "license_user_activated_max_times") : undefined;
    }),
  },
];
