import { type EndpointName, endpointRow, errorCodesOf } from "../../api/endpoints.ts";
import type { CaseRequest, ContractCase, StepContext } from "../case.ts";
import { caseMaker, type RefusalOptions } from "./case-maker.ts";
import { withAuthorization } from "./changed-headers.ts";
import { evidenceOf, refusedStep } from "./expectations.ts";
import { both, type FieldSource, type Fields, requestTo, resolvedFields } from "./requests.ts";

/** Roles of a license by key and of one by user. */
interface Roles {
  readonly key: string;
  readonly user: string;
}

const nobody = {
  license_key: undefined,
  username: undefined,
  password: undefined,
  id_token: undefined,
  code: undefined,
};

/** What is wrong with calls about a license that nobody can find: no identification, or one that leads nowhere. */
export function identificationCases(
  endpoint: EndpointName,
  roles: Roles,
  fields: FieldSource = {},
  ifActs: NonNullable<RefusalOptions["ifActs"]> = endpointRow(endpoint).method === "GET" ? "nothing" : "stays",
): ContractCase[] {
  const { refused } = caseMaker(endpoint);
  const more =
    (own: Fields): FieldSource =>
    (role, scene) => ({ ...resolvedFields(fields, role, scene), ...own });
  const nothing = { ifActs: "nothing" } as const;
  const isCounting = endpoint.startsWith("add-"); // nobody's units: 0 might be refused for being none
  const cases = [
    refused("license_key_required", "a key-based product without a key is refused", roles.key, more(nobody), {
      ...nothing,
      isOrder: true,
      rests: { code: "assumed" },
    }),
    refused(
      "license_key_required",
      "a key-based product with a username alone is refused",
      roles.key,
      more({ ...nobody, username: "nobody@example.test" }),
      { ...nothing, variant: "username", rests: { code: "assumed", status: "assumed" } },
    ),
    refused(
      "license_key_or_license_user_required",
      "a user-based product without a user is refused",
      roles.user,
      more(nobody),
      {
        ...nothing,
        rests: {
          outcome: "documented: Add Consumption, License Feature Check, License Check and Deactivate License",
          code: "assumed",
        },
      },
    ),
    refused(
      "license_not_found",
      "a key that does not exist is refused",
      roles.key,
      more({ license_key: "NONE-NONE-NONE-NONE", ...(isCounting && { consumptions: 1 }) }),
      { ...nothing, rests: { outcome: "inviolable" } },
    ),
    refused(
      "license_not_found",
      "a user who does not exist is refused",
      roles.user,
      more({ username: "nobody@example.test", ...(isCounting && { consumptions: 1 }) }),
      { ...nothing, variant: "user", rests: { outcome: "inviolable", ...hidesUsers(endpoint) } },
    ),
    refused(
      "license_not_found",
      "a user whose name goes on after its end is refused",
      roles.user,
      both(fields, ({ username }) => ({ username: `${username}x` })),
      { variant: "user-longer", ifActs, rests: { outcome: "inviolable", ...hidesUsers(endpoint) } },
    ),
    refused("license_not_found", "a license id that no license has is refused", roles.key, more({ license_id: 1 }), {
      variant: "license-id",
      ifActs,
      rests: { outcome: endpoint === "check-license" ? "documented: License Check" : "assumed", code: "assumed" },
    }),
    refused(
      "license_not_found",
      "a key that goes on after its end is refused",
      roles.key,
      (role, scene) => ({ ...resolvedFields(fields, role, scene), license_key: `${role.license_key}X` }),
      { variant: "longer", ifActs, rests: { outcome: "inviolable" } },
    ),
    refused(
      "license_not_found",
      "a key without its end is refused",
      roles.key,
      (role, scene) => ({
        ...resolvedFields(fields, role, scene),
        license_key: String(role.license_key).slice(0, -4),
      }),
      { variant: "shorter", ifActs, rests: { outcome: "inviolable" } },
    ),
    refused(
      "device_not_found",
      "a device whose name goes on after its end is another one",
      roles.key,
      (role, scene) => ({ ...resolvedFields(fields, role, scene), hardware_id: `${role.hardware_id}-x` }),
      { variant: "longer", ifActs },
    ),
    refused(
      "license_not_found",
      "a bundle that does not exist is refused",
      roles.key,
      more({ bundle_code: "no-such-bundle" }),
      { variant: "bundle", evidence: "assumed", ifActs },
    ),
  ];
  const codes: readonly string[] = errorCodesOf(endpoint);
  const takesKeys = endpointRow(endpoint).identification !== "user-credentials";
  const effect = ifActs === "nothing" ? "none" : "permanent"; // what would be put back is another role's
  const scoped =
    takesKeys && roles.user === "activeUserLicense" && codes.includes("license_not_found")
      ? scopeCases(endpoint, roles.user, fields, { effect })
      : [];
  return [...cases, ...scoped, ...strangerCases(endpoint, roles, fields, ifActs)].filter(
    ({ id, outcome }) =>
      codes.includes(outcome) &&
      !(id.endsWith("-bundle") && endpoint !== "activate-license") &&
      (takesKeys || id.endsWith("-user-longer") || !/-(longer|shorter)$/.test(id)),
  );
}

/** Where a password is asked for, a server may not tell whether there is such a user. */
function hidesUsers(endpoint: EndpointName): NonNullable<RefusalOptions["rests"]> {
  const { identification, errors } = endpointRow(endpoint);
  const asks = ["key-or-credentials", "key-or-password", "user-credentials", "any-identification"].includes(
    identification,
  );
  return asks || !errors.documented.includes("license_not_found") ? { code: "assumed" } : {};
}

/** A key opens its own license of its own product, and nothing else. By which code the rest is refused is not known. */
function strangerCases(
  endpoint: EndpointName,
  { key }: Roles,
  fields: FieldSource,
  ifActs: NonNullable<RefusalOptions["ifActs"]>,
): ContractCase[] {
  const { send, story } = caseMaker(endpoint);
  if (endpointRow(endpoint).identification === "user-credentials" || endpointRow(endpoint).body === "offline")
    return [];
  const effect = ifActs === "nothing" ? "none" : ifActs === "stays" ? "permanent" : "reversible";
  const lasting = { effect, ...(Array.isArray(ifActs) && { undo: ifActs }) } as const;
  const isForBundles = endpoint.includes("bundle");
  const other = isForBundles ? "userBundleLicense" : "trialProduct";
  const isOther = refusedStep(
    isForBundles ? "license_key_or_license_user_required" : "license_not_found",
    send(key, (role, scene) => ({ ...resolvedFields(fields, role, scene), product: scene.role(other).product })),
    { evidence: evidenceOf(endpoint, "license_not_found"), rests: { outcome: "inviolable", code: "assumed" } },
  );
  const cases = [
    story("a key does not open another product", [key, other], [isOther], { ...lasting, variant: "other-product" }),
  ];
  if (isForBundles) return cases;
  const isStrange = refusedStep(
    "license_not_found",
    send(key, (role, scene) => ({ ...resolvedFields(fields, role, scene), license_id: idOf(scene) })),
    { evidence: "assumed", rests: { outcome: "inviolable" } },
  );
  const look = { request: lookUp, expect: { evidence: looked } };
  return [
    ...cases,
    story("a key does not open a license of somebody else by its id", [key, "timeLimitedLicense"], [look, isStrange], {
      ...lasting,
      variant: "strangers-id",
    }),
  ];
}

const looked = { outcome: "documented: License Check", code: "assumed", status: "assumed" } as const;
const lookUp = caseMaker("check-license").send("timeLimitedLicense");

function idOf({ seen }: StepContext): unknown {
  return (seen[0]?.body as { id?: unknown } | undefined)?.id;
}

/** What a token may not do that is limited to one license, somebody else's. */
export function scopeCases(
  endpoint: EndpointName,
  role: string,
  fields: FieldSource,
  options: Pick<RefusalOptions, "effect" | "undo">,
): ContractCase[] {
  const { send, story } = caseMaker(endpoint);
  const request = (scene: StepContext): CaseRequest => ({
    ...send(role, fields)(scene),
    ...withAuthorization(`Bearer ${scene.role("licenseToken").access_token}`),
  });
  const about = "a token that is limited to another license is refused";
  const step = refusedStep("license_not_found", requestTo(endpoint, request), {
    evidence: "assumed",
    rests: { outcome: "inviolable" },
  });
  return [story(about, [role, "licenseToken"], [step], { variant: "scope", ...options })];
}
