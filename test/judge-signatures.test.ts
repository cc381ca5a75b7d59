import { expect, test } from "vitest";
import { judgeEmbedded } from "../src/contract/judge-signatures.ts";
import { testPublicKey } from "../src/generated/fixtures.ts";

// Signatures inside of answers to requests that no client makes, and of bodies that are none: they are judged all the same.

const judged = (username: unknown, body: unknown, endpoint: "check-license" | "activate-offline" = "check-license") =>
  judgeEmbedded({
    request: { endpoint, input: { hardware_id: "Laptop-1", username } },
    answer: { status: 200, headers: {}, text: JSON.stringify(body), body },
    target: { publicKey: testPublicKey },
  } as never);

test.each([[7], [true], [null], [["ada@example.test"]], [{ email: "ada@example.test" }]])(
  "the signature of an answer is judged where the username is no text: %j",
  async (username) => {
    const found = await judged(username, { user: { email: 7 }, license_signature: "c2lnbmVk" });
    expect(found.map((claim) => claim.verdict)).toEqual(["failed"]);
  },
);

test("a username that is a number is signed as it is written", async () => {
  const [claim] = await judged(7, { license_signature: "c2lnbmVk", license_key: "KEY" });
  expect(claim?.expected).toContain("laptop-1#7#");
});

test.each([[null], [[null]], [{ licenses: [null] }]])("of a body without a license nothing is said: %j", async (body) => {
  for (const endpoint of ["check-license", "activate-offline"] as const) {
    expect(await judged("ada@example.test", body, endpoint)).toEqual([]);
  }
});
