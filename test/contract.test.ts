import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cases } from "../src/contract/cases/index.ts";
import { runContract } from "../src/contract/run.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { doors, type OpenDoor } from "./doors.ts";
import { fingerprint } from "./fingerprint.ts";

const policies = [...new Set(cases.map(({ policy = {} }) => JSON.stringify(policy)))];

for (const [name, open] of Object.entries(doors)) {
  describe(`the contract through ${name}`, () => {
    for (const policy of policies) {
      describe(policy === "{}" ? "with the default policies" : `with ${policy}`, () => {
        let mock: Mock;
        let door: OpenDoor;
        beforeAll(async () => {
          mock = createMock({ policy: JSON.parse(policy) });
          door = await open(mock);
        });
        afterAll(() => door.close());

        const own = cases.filter((contractCase) => JSON.stringify(contractCase.policy ?? {}) === policy);
        for (const contractCase of own) {
          test(`${contractCase.id}: ${contractCase.about}`, async () => {
            mock.reset();
            const before = fingerprint(mock);
            const target = { ...mock, baseUrl: door.baseUrl, policy: contractCase.policy ?? {} };
            const run = runContract({ target, cases: [contractCase], allow: "permanent", fetch: door.send });
            for await (const { verdict, findings, drift } of run) {
              expect({ verdict, findings, drift }).toEqual({ verdict: "pass", findings: [], drift: [] });
            }
            if (contractCase.effect === "none") expect(fingerprint(mock)).toBe(before);
          });
        }
      });
    }
  });
}
