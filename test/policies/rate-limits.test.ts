import { describe, expect, test } from "vitest";
import { createMock, type MockOptions } from "../../src/mock/create-mock.ts";

const moment = Date.parse("2027-03-01T10:00:00.000Z");

/** A mock at a wall clock that a test moves, and how often it is called at one time. */
function limited(options: MockOptions) {
  let wall = moment;
  let signed = 0;
  const mock = createMock({ wallClock: () => wall, auth: "off", ...options });
  const anybody = () => {
    signed += 1;
    return { Authorization: `caller ${signed}` };
  };
  const call = (headers: Record<string, string> = anybody(), peer?: string) =>
    mock.handle({
      ...{ method: "GET", path: "/api/v4/product_details", query: "product=key-app", body: "" },
      headers: (name) => headers[name === "authorization" ? "Authorization" : name],
      ...(peer !== undefined && { peer }),
    });
  const times = async (count: number, ...of: Parameters<typeof call>) => {
    let last = await call(...of);
    for (let at = 1; at < count; at += 1) last = await call(...of);
    return last;
  };
  const wait = (ms: number) => {
    wall += ms;
  };
  return { mock, call, times, wait };
}

describe("under a rate limit", () => {
  test("nobody is refused by default", async () => {
    const { times } = limited({});
    expect((await times(2_000, { Authorization: "one" }, "192.0.2.1")).status).toBe(200);
  });

  test("a company has the calls of its plan in any 60 seconds, whoever of it calls", async () => {
    const { call, times, wait } = limited({ policy: { rateLimit: "free" } });
    expect((await times(1_800)).status).toBe(200);
    const refused = await call();
    expect(refused).toMatchObject({ status: 429, headers: { "Retry-After": "60" } });
    expect(JSON.parse(refused.body)).toMatchObject({ status: 429, code: "too_many_requests" });
    wait(59_999);
    expect((await call()).headers["Retry-After"]).toBe("1");
    wait(1);
    expect((await call()).status).toBe(200);
  });

  test("a number is a limit of its own", async () => {
    const { call, times } = limited({ policy: { rateLimit: 3 } });
    expect((await times(3)).status).toBe(200);
    expect((await call()).status).toBe(429);
  });

  test("an address has 200 calls in 10 seconds and no more, others have theirs", async () => {
    const { call, times, wait } = limited({ policy: { rateLimit: "enterprise" } });
    expect((await times(200, undefined, "192.0.2.1")).status).toBe(200);
    expect((await call(undefined, "192.0.2.1")).headers["Retry-After"]).toBe("10");
    expect((await call(undefined, "192.0.2.2")).status).toBe(200);
    wait(10_000);
    expect((await call(undefined, "192.0.2.1")).status).toBe(200);
  });

  test("an Authorization header has 50 calls in a second", async () => {
    const { call, times } = limited({ policy: { rateLimit: "enterprise" } });
    expect((await times(50, { Authorization: "one" })).status).toBe(200);
    expect((await call({ Authorization: "one" })).status).toBe(429);
    expect((await call({ Authorization: "two" })).status).toBe(200);
  });

  test("the time to wait is told as a date where the policy says so", async () => {
    const { call, times } = limited({ policy: { rateLimit: 1, retryAfter: "date" } });
    await times(1);
    expect((await call()).headers["Retry-After"]).toBe("Mon, 01 Mar 2027 10:01:00 GMT");
  });

  test("the mock's own clock moves nothing, and a reset forgets all", async () => {
    const { mock, call, times } = limited({ policy: { rateLimit: 2 } });
    await times(2);
    mock.clock.advance("1d");
    expect((await call()).status).toBe(429);
    mock.reset();
    expect((await call()).status).toBe(200);
  });

  test("a refused call has no effect and stands in the journal with its reason", async () => {
    const { mock, call, times } = limited({ policy: { rateLimit: 1 } });
    await times(1);
    const { headers } = await call();
    expect(headers["X-Mock-Explain"]).toMatch(/^policy rateLimit=1, company \d+: 1 calls in 60 s$/);
    expect(mock.journal.entries().at(-1)).toMatchObject({ outcome: "too_many_requests" });
  });
});
