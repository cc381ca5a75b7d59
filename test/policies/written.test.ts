import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { completePolicies, type PolicyName, parsePolicy, policies } from "../../src/api/policies.ts";

const choices = (Object.keys(policies) as PolicyName[]).flatMap((name) =>
  policies[name].values.map((value) => [name, value === "number" ? 7 : value] as const),
);

test.each(choices)("a policy is read as it is written: %s=%s", (name, value) => {
  expect(parsePolicy(`${name}=${value}`)).toEqual({ [name]: value });
});

test("a policy that is not given has its first value", () => {
  expect(completePolicies()).toEqual(
    Object.fromEntries(Object.entries(policies).map(([name, { values }]) => [name, values[0]])),
  );
});

test.each([
  ["signedRefusals=no", 'policy signedRefusals: found "no", expected true or false'],
  ["graceFrom=", 'policy graceFrom: found "", expected day-end or instant'],
  ["dateSkewMinutes=-1", 'policy dateSkewMinutes: found "-1", expected 15 or number'],
  ["graceUntil=day-end", "policy graceUntil: there is no such policy, expected one of dialect, "],
])("a policy that is written wrongly is refused: %s", (text, message) => {
  expect(() => parsePolicy(text)).toThrow(message);
});

test("a policy with a note has it in the list of choices, and the note names the policy", () => {
  const choices = readFileSync(new URL("../../decisions/api-choices.md", import.meta.url), "utf8");
  for (const [name, { note }] of Object.entries<{ note?: string }>(policies)) {
    if (note === undefined) continue;
    const [section = ""] = choices.split(/^### /m).filter((one) => one.startsWith(`${note}:`));
    expect(section, `${name}: ${note}`).toContain(`\`${name}\``);
  }
});
