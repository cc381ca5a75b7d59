import type { EndpointName } from "../../api/endpoints.ts";
import type { UserLicensesResponse } from "../../generated/types.ts";
import type { Answer, Role, Step, StepContext, UndoRequest } from "../case.ts";
import { complaintUnless, successStep } from "./expectations.ts";
import { type FieldSource, type Fields, requestOf, resolvedFields } from "./requests.ts";

/** The role that has two of everything. */
export const role = "twoOfEverythingUser";

/** Which of two licenses of a user, of two devices and of two features is meant. */
export interface Which {
  /** @default the one that has two of everything */
  readonly role?: string;
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

const bothListed: Step = {
  ...successStep(requestOf("user-licenses", role)),
  premise: (listed: UserLicensesResponse) => complaintUnless(listed.length === 2, `${listed.length} licenses`),
};

export const ask = (endpoint: EndpointName, which: Which, more?: FieldSource): Step["request"] =>
  requestOf(endpoint, which.role ?? role, naming(which, more));

/** Asks for the list again, whose ids the requests name that put something back. */
const listAgain: UndoRequest = { request: requestOf("user-licenses", role), settled: [] };

/** One license, and those that it could be taken for. */
export interface Sides {
  /** Part of the name of cases. */
  readonly variant: string;
  /** The end of a sentence: of … */
  readonly about: string;
  readonly own: Which;
  readonly others: readonly Which[];
}

const twin: Which = { role: "twinLicense", device: 0 };

/** Two licenses of one user. */
export const two: Sides = {
  ...{ variant: "of-two", about: "two licenses of a user, two devices and two features" },
  own,
  others: [secondLicense],
};

/** Licenses that a server could take for each other: of one user, of two users, of two keys. */
export const sides: readonly Sides[] = [
  two,
  {
    ...{ variant: "of-two-users", about: "two users of a product" },
    own: { role: "neighbourUser", device: 0 },
    others: [own, secondLicense],
  },
  {
    ...{ variant: "of-two-keys", about: "two keys of a product" },
    own: twin,
    others: [{ ...twin, role: "otherTwinLicense" }],
  },
];

/** The roles that a case about one and the others needs. */
export function rolesOf({ own: one, others }: Sides): string[] {
  return [...new Set([one, ...others].map((which) => which.role ?? role))];
}

/** What a case begins with whose requests name licenses by their ids. */
export function listedFor(all: Sides): Step[] {
  return rolesOf(all).includes(role) ? [bothListed] : [];
}

/** Requests that put something back, behind the list whose ids they name. */
export function putBack(all: Sides, undo: readonly UndoRequest[]): UndoRequest[] {
  return rolesOf(all).includes(role) ? [listAgain, ...undo] : [...undo];
}
