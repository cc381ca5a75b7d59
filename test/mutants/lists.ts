import { letsPass, takes } from "./behaves.ts";
import { anew, type Fields, readCall } from "./call.ts";
import type { WrittenMutant } from "./mutant.ts";
import { readReply, refusal, signed, succeedsWith, success, toResponse } from "./reply.ts";

/** Breakages of lists, versions and descriptions. */
export const listMutants: readonly WrittenMutant[] = [
  {
    id: "versions-beyond-maintenance",
    about: "versions after the end of the maintenance are listed",
    expects: ["versions/ok-maintenance"],
    apply: takes("versions", isMaintained),
  },
  {
    id: "installer-beyond-maintenance",
    about: "the installer of a version after the end of the maintenance is given",
    expects: ["installation_file/ok-maintenance", "installation_file/version_not_found-maintenance"],
    apply: takes("installation_file", isMaintained),
  },
  {
    id: "versions-oldest-first",
    about: "the versions are listed oldest first",
    expects: ["versions/ok"],
    apply: succeedsWith("versions", (versions: readonly Fields[]) => [...versions].reverse()),
  },
  {
    id: "version-ignored",
    about: "the newest installer is given, whatever version is named",
    expects: ["installation_file/ok-version"],
    apply: takes("installation_file", ({ version: _version, ...input }) => input),
  },
  ...["versions", "installation_file"].map(
    (endpoint): WrittenMutant => ({
      id: `${endpoint}-env-ignored`,
      about: `${endpoint} ignores the environment`,
      expects: [`${endpoint}/ok-env`],
      apply: takes(endpoint, ({ env: _env, ...input }) => input),
    }),
  ),
  {
    id: "channel-ignored",
    about: "the channel is ignored",
    expects: ["versions/ok-channel"],
    apply: takes("versions", ({ channel: _channel, ...input }) => input),
  },
  {
    id: "others-licenses",
    about: "a user's list holds a license of somebody else",
    expects: ["user_licenses/ok*"],
    apply: succeedsWith("user_licenses", (licenses: readonly { readonly user: Fields }[]) => {
      const [first] = licenses;
      return first && [...licenses, { ...first, user: { ...first.user, id: 1, email: "somebody@example.test" } }];
    }),
  },
  {
    id: "licenses-missing",
    about: "a user's list holds one license only",
    expects: ["user_licenses/ok*"],
    apply: succeedsWith("user_licenses", (licenses: readonly Fields[]) => licenses.slice(0, 1)),
  },
  {
    id: "others-product",
    about: "a user's list holds a license of another product",
    expects: ["user_licenses/ok*"],
    apply: succeedsWith(
      "user_licenses",
      (licenses: readonly { readonly license: { readonly product_details: Fields } }[]) => {
        const [first] = licenses;
        if (!first) return undefined;
        const product_details = { ...first.license.product_details, product_id: 1, short_code: "another" };
        return [...licenses, { ...first, license: { ...first.license, product_details } }];
      },
    ),
  },
  {
    id: "empty-list-for-nobody",
    about: "a user who does not exist has an empty list of licenses",
    expects: ["user_licenses/license_not_found-user"],
    apply: letsPass("user_licenses", "license_not_found", () => success([])),
  },
  {
    id: "empty-list-for-wrong-password",
    about: "a wrong password gives an empty list of licenses",
    expects: ["user_licenses/authentication_failure"],
    apply: letsPass("user_licenses", "authentication_failure", () => success([])),
  },
  {
    id: "error-for-empty-list",
    about: "a device without licenses is refused",
    expects: ["device_licenses/ok-none"],
    apply: (fetch) => async (request) => {
      const call = await readCall(request);
      const reply = await readReply(await fetch(anew(call)));
      return reply.text === "[]" && call.endpoint === "device_licenses"
        ? refusal(400, "device_not_found")
        : toResponse(reply);
    },
  },
  {
    id: "device-licenses-of-all",
    about: "a device that nothing knows has a license",
    expects: ["device_licenses/ok-none"],
    apply: takes("device_licenses", (input) => ({
      ...input,
      ...(input.hardware_id !== undefined && { hardware_id: "Laptop-1" }),
    })),
  },
  {
    id: "first-password-hidden",
    about: "a first password that was not changed is not told",
    expects: ["customer_license_users/ok"],
    apply: succeedsWith("customer_license_users", ({ users, ...body }: { readonly users: readonly Fields[] }) => ({
      ...body,
      users: users.map((user) => ({ ...user, initial_password: "" })),
    })),
  },
  {
    id: "products-missing",
    about: "a product is missing from the list",
    expects: ["products/ok"],
    apply: succeedsWith("products", (products: readonly Fields[]) =>
      products.filter(({ short_code }) => short_code !== "key-app"),
    ),
  },
  {
    id: "other-product-described",
    about: "another product is described than the one that was named",
    expects: ["product_details/ok*"],
    apply: takes("product_details", (input) =>
      input.product === "key-app" ? { ...input, product: "trial-app" } : undefined,
    ),
  },
  {
    id: "other-license-checked",
    about: "another license is answered than the one that was named",
    expects: ["check_license/ok*"],
    apply: (fetch) => async (request) => {
      const call = await readCall(request);
      const reply = await readReply(await fetch(anew(call)));
      if (call.endpoint !== "check_license" || reply.status !== 200) return toResponse(reply);
      const text = reply.text.replace("ACTV-PERP-KEYS-0001", "OTHE-RKEY-KEYS-0001");
      return signed({ ...reply, text });
    },
  },
  {
    id: "latest-version-always-null",
    about: "the newest version of a product is always null",
    expects: ["product_details/ok-latest-version"],
    apply: succeedsWith("product_details", (product: Fields) => ({
      ...product,
      ...("latest_version" in product && { latest_version: null }),
    })),
  },
];

function isMaintained(input: Fields): Fields | undefined {
  return input.license_key === "INST-ALLS-KEYS-0001" ? { ...input, license_key: "ACTV-PERP-KEYS-0001" } : undefined;
}
