import { expect, test } from "vitest";
import type { Policies } from "../../src/api/policies.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { clientOf, inputOf, outcomeOf } from "../calls.ts";

const inCapitals = (role: string, field: "license_key" | "username", policy: Partial<Policies>) => {
  const mock = createMock({ policy });
  const input = inputOf(mock, "check-license", role);
  const other = String(input[field]);
  const changed = other === other.toUpperCase() ? other.toLowerCase() : other.toUpperCase();
  return outcomeOf(clientOf(mock).call("check-license", { ...input, [field]: changed }));
};

test.each([
  ["activeKeyLicense", "license_key"],
  ["activeUserLicense", "username"],
] as const)(
  "%s: a %s in other letters is another one, unless the policy says that it is the same",
  async (role, field) => {
    expect(await inCapitals(role, field, {})).toBe("license_not_found");
    expect(await inCapitals(role, field, { caseSensitive: false })).toBe("ok");
  },
);
