import { describe, expect, test } from "vitest";
import { createMock, type Mock } from "../../src/mock/create-mock.ts";

describe("a header that some pages recommend", () => {
  const send = async (mock: Mock, method: string, path: string, headers: Record<string, string>) => {
    const body = method === "POST" ? new TextEncoder().encode("{}") : null; // bytes, as a text brings a type of its own
    const response = await mock.fetch(`https://x.test/api/v4/${path}`, { method, headers, body });
    const { code = "ok", message } = (await response.json()) as { code?: string; message?: string };
    return [code, message];
  };
  const accept = { accept: "*/*" };

  test("may be missing, which is noted", async () => {
    const mock = createMock({ auth: "off" });
    expect(await send(mock, "GET", "products", {})).toEqual(["ok", undefined]);
    expect(mock.journal.entries().at(-1)?.findings).toEqual(["Accept: missing"]);
    await send(mock, "POST", "change_password", accept);
    expect(mock.journal.entries().at(-1)?.findings).toEqual(["Content-Type: missing"]);
  });

  test.each<[string, string, Record<string, string>, string | undefined]>([
    ["GET", "products", {}, "A required header is missing: Accept"],
    ["GET", "products", accept, undefined],
    ["POST", "change_password", {}, "A required header is missing: Accept, Content-Type"],
    ["POST", "change_password", accept, "A required header is missing: Content-Type"],
  ])("is required where the policy says so: %s %s with %j answers %s", async (method, path, headers, message) => {
    const mock = createMock({ auth: "off", policy: { requiredHeaders: "all" } });
    expect(await send(mock, method, path, headers)).toEqual(message ? ["missing_headers", message] : ["ok", undefined]);
  });

  test("is never required where nobody must be authorized", async () => {
    const mock = createMock({ policy: { requiredHeaders: "all" } });
    expect(await send(mock, "GET", "oauth_url", {})).toContain("missing_parameters");
  });
});
