import type { EndpointName } from "../../api/endpoints.ts";
import type { UserLicensesResponse } from "../../generated/types.ts";
import type { Answer, Role, Step, StepContext } from "../case.ts";
import { complaintUnless, successStep } from "./expectations.ts";
import { type FieldSource, type Fields, requestOf, resolvedFields } from "./requests.ts";

/** The role that has two of everything. */
export const role = "twoOfEverythingUser";

/** Which of two licenses of a user, of two devices and of two features is meant. */
export interface Which {
  readonly license?: 0 | 1;
  readonly device?: 0 | 1;
  readonly feature?: "counter" | "other_counter" | "seats" | "other_seats";
}

export const own: Which = { license: 0, device: 0 };
export const secondLicense: Which = { license: 1, device: 0 };
export const secondDevice: Which = { license: 0, device: 1 };

/** The fields that name just these. The ids of the licenses are those of the first answer, a list, the smaller one first. */
export function naming({ license, device, feature }: Which, more: FieldSource = {}): FieldSource {
  return (fields: Role, scene: StepContext): Fields => ({
    ...(license !== undefined && { license_id: idsIn(scene)[license] }),
    ...(device === 1 && { hardware_id: fields.other_hardware_id }),
    ...(feature !== undefined && { feature: fields[feature] }),
    ...resolvedFields(more, fields, scene),
  });
}

export function idsIn({ seen }: StepContext): number[] {
  const listed = (seen[0] as Answer).body as UserLicensesResponse;
  return listed.map(({ license }) => license.id).sort((one, other) => one - other);
}

export const bothListed: Step = {
  ...successStep(requestOf("user-licenses", role)),
  premise: (listed: UserLicensesResponse) => complaintUnless(listed.length === 2, `${listed.length} licenses`),
};

export const ask = (endpoint: EndpointName, which: Which, more?: FieldSource): Step["request"] =>
  requestOf(endpoint, role, naming(which, more));
