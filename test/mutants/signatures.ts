import type { SignedFacts } from "../../src/api/signature.ts";
import type { Call, Fields } from "./call.ts";
import type { WrittenMutant } from "./mutant.ts";
import { sign, succeedsWith, withSignature } from "./reply.ts";

/** Breakages of the signatures inside successes. */
export const signatureMutants: readonly WrittenMutant[] = [
  v1("other-separator", "dashes join what it covers", "check_license/ok", joined("-")),
  v1(
    "case-kept",
    "it covers the text as it is, not in lower case",
    "check_license/ok",
    joined("#", (text) => text),
  ),
  v1(
    "upper-case",
    "it covers the text in upper case",
    "check_license/ok",
    joined("#", (text) => text.toUpperCase()),
  ),
  v1("date-only", "it covers the day of the end only", "check_license/ok-time-limited", (facts) =>
    joined("#")({ ...facts, validity_period: facts.validity_period?.slice(0, 10) ?? null }),
  ),
  v1("null-as-text", "it covers null where a license has no end", "check_license/ok", (facts) =>
    joined("#")({ ...facts, validity_period: facts.validity_period ?? "null" }),
  ),
  v1(
    "other-order",
    "the id comes first in what it covers",
    "check_license/ok",
    ({ hardware_id, id, validity_period }) => joined("#")({ hardware_id: id, id: hardware_id, validity_period }),
  ),
  v1("no-device", "it covers no hardware id", "check_license/ok", (facts) =>
    joined("#")({ ...facts, hardware_id: "" }),
  ),
  ...["check_license", "activate_license", "check_bundle", "activate_bundle"].map(
    (endpoint): WrittenMutant => ({
      id: `v1-wrong-${endpoint}`,
      about: `license_signature of ${endpoint} is of another text`,
      expects: [`${endpoint}/ok*`],
      apply: succeedsWith(endpoint, async (body: Fields | readonly Fields[]) => {
        const license_signature = await sign("another text");
        return Array.isArray(body)
          ? body.map((license) => ({ ...license, license_signature }))
          : { ...body, license_signature };
      }),
    }),
  ),
  {
    id: "v1-members-unsigned",
    about: "the members of a bundle carry the signature of the bundle over another device",
    expects: ["check_bundle/ok*"],
    apply: succeedsWith("check_bundle", async ([first, ...members]: readonly Fields[]) => {
      const license_signature = await sign("another-device#key#");
      return [first, ...members.map((license) => ({ ...license, license_signature }))];
    }),
  },
  {
    id: "v1-wrong-user",
    about: "license_signature of a user's license covers the license's number in place of the username",
    expects: ["check_license/ok-user"],
    apply: succeedsWith("check_license", (license: Fields & { readonly id: number }, call: Call) =>
      withSignature(license, call, (facts) => joined("#")({ ...facts, id: String(license.id) })),
    ),
  },
  {
    id: "v1-wrong-sso",
    about: "license_signature after a single sign-on covers the token in place of the user's email",
    expects: ["activate_license/ok-id-token"],
    apply: succeedsWith("activate_license", (license: Fields, call: Call) =>
      withSignature(license, call, (facts) => joined("#")({ ...facts, id: String(call.input.id_token ?? facts.id) })),
    ),
  },
  offline("v1", "license_signature", "activate_offline/ok*", () => sign("another text")),
  offline("v2-of-other-text", "license_signature_v2", "activate_offline/ok*", (license) =>
    sign(JSON.stringify(license)),
  ),
  offline("shared-key", "offline_signature", "activate_offline/ok*", () => Promise.resolve(btoa("x".repeat(32)))),
  {
    id: "offline-bundle-v2",
    about: "bundle_signature_v2 covers the whole answer's text, not the licenses'",
    expects: ["activate_bundle_offline/ok*"],
    apply: succeedsWith("activate_bundle_offline", async ({ licenses }: Fields) => {
      return { licenses, bundle_signature_v2: await sign(JSON.stringify({ licenses })) };
    }),
  },
  {
    id: "offline-bundle-member",
    about: "offline_signature of a bundle's member is made with another key",
    expects: ["activate_bundle_offline/ok*"],
    apply: succeedsWith(
      "activate_bundle_offline",
      async ({ licenses: [first, ...members] }: { licenses: Fields[] }) => {
        const licenses = [first, ...members.map((member) => ({ ...member, offline_signature: btoa("x".repeat(32)) }))];
        return { licenses, bundle_signature_v2: await sign(JSON.stringify(licenses)) };
      },
    ),
  },
];

function v1(id: string, about: string, expected: string, textOf: (facts: SignedFacts) => string): WrittenMutant {
  return {
    id: `v1-${id}`,
    about: `license_signature: ${about}`,
    expects: [expected],
    apply: succeedsWith("check_license", (license: Fields, call: Call) => withSignature(license, call, textOf)),
  };
}

function joined(separator: string, form = (text: string) => text.toLowerCase()) {
  return ({ hardware_id, id, validity_period }: SignedFacts) =>
    form([hardware_id, id, validity_period ?? ""].join(separator));
}

/** Puts another signature into an offline license, and the later ones around it as they should be. */
function offline(
  id: string,
  field: string,
  expected: string,
  make: (license: Fields) => Promise<string>,
): WrittenMutant {
  return {
    id: `offline-${id}`,
    about: `${field} of an offline license does not fit`,
    expects: [expected],
    apply: succeedsWith("activate_offline", async (license: Fields) => {
      const { license_signature, license_signature_v2, ...covered } = { ...license, [field]: await make(license) };
      const v2 = field === "offline_signature" ? await sign(JSON.stringify(covered)) : license_signature_v2;
      return { ...covered, license_signature, license_signature_v2: v2 };
    }),
  };
}
