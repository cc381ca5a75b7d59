import { describe, expect, test } from "vitest";
import { createClient } from "../../src/api/client.ts";
import type { EndpointName } from "../../src/api/endpoints.ts";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";
import { inputOf, licenseWorld, outcomeOf } from "../calls.ts";

const active = { devices: [{ hardwareId: "h" }] };

describe("the signature of an answer", () => {
  const kinds: [what: string, endpoint: EndpointName, fields: object][] = [
    ["an error", "check-license", { license_key: "none" }],
    ["a bare text", "deactivate-license", {}],
    ["an empty body", "floating-release", {}],
    ["an answer in JSON", "check-license", {}],
  ];

  async function isSigned(mock: Mock, [, endpoint, fields]: (typeof kinds)[number]): Promise<boolean | undefined> {
    let signed: boolean | undefined;
    const client = createClient({
      baseUrl: "https://x.test",
      credentials: mock.credentials,
      publicKey: mock.publicKey,
      fetch: async (request) => {
        const answer = await mock.fetch(request);
        signed = answer.headers.has("LicenseSignature");
        return answer;
      },
    });
    await outcomeOf(client.call(endpoint, inputOf(mock, endpoint, "it", fields)));
    return signed;
  }
  const world = licenseWorld({ ...active, floating: { users: 1 } });

  test.each(kinds)("stands on %s", async (...kind) => {
    expect(await isSigned(createMock({ world }), kind)).toBe(true);
  });

  test.each(kinds)("stands on answers in JSON alone where the policy says so: %s", async (...kind) => {
    const mock = createMock({ world, policy: { signedRefusals: false } });
    expect(await isSigned(mock, kind)).toBe(kind[0] === "an answer in JSON");
  });

  test("is missing from errors that never became a call too", async () => {
    const { headers } = await createMock({ policy: { signedRefusals: false } }).refuse(400, "validation_error", "odd");
    expect(headers).not.toHaveProperty("LicenseSignature");
  });
});
