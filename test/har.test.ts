import { readFileSync } from "node:fs";
import { Ajv } from "ajv";
import formats from "ajv-formats";
import { expect, test } from "vitest";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { type Har, harOf } from "../src/traffic/har.ts";
import { clientOf, inputOf, outcomeOf } from "./calls.ts";
import { withServer } from "./control-server.ts";

/** A published schema of the format, as an independent judge. */
const schema = JSON.parse(readFileSync(new URL("har.schema.json", import.meta.url), "utf8")) as object;
const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
const isHar = ajv.compile(schema);

const complaints = (har: unknown) => (isHar(har) ? [] : isHar.errors);

/** A success, refusals, a bare text, an offline request and one of no endpoint. */
async function session(mock: Mock): Promise<void> {
  const client = clientOf(mock);
  await client.call("check-license", inputOf(mock, "check-license", "activeKeyLicense"));
  await outcomeOf(client.call("check-license", inputOf(mock, "check-license", "disabledLicense")));
  await client.call("deactivate-license", inputOf(mock, "deactivate-license", "activeKeyLicense"));
  await client.call(
    "activate-license",
    inputOf(mock, "activate-license", "activeUserLicense", { hardware_id: "Laptop-7" }),
  );
  await mock.fetch("https://license-api.test/api/v4/nothing?password=hush-hush&name=two%20words");
}

test("a journal as HAR is valid by the published schema", async () => {
  const mock = createMock();
  await session(mock);
  const har = harOf(mock.journal.entries());
  expect(complaints(har)).toEqual([]);
  expect(har.log.entries).toHaveLength(5);
});

test("each call is there with its query, its body, its answer and how it ended", async () => {
  const mock = createMock();
  await session(mock);
  const [check, refused, deactivated] = harOf(mock.journal.entries(), { baseUrl: "https://license-api.test" }).log
    .entries;
  expect(check?.request.url).toMatch(/^https:\/\/license-api\.test\/api\/v4\/check_license\?product=key-app&/);
  expect(check?.request.queryString).toContainEqual({ name: "product", value: "key-app" });
  expect(JSON.parse(check?.response.content.text ?? "")).toMatchObject({ is_expired: false });
  expect(refused).toMatchObject({ comment: "license_not_enabled", response: { status: 400 } });
  expect(JSON.parse(deactivated?.request.postData?.text ?? "")).toMatchObject({ product: "key-app" });
  expect(deactivated?.response.content).toMatchObject({ text: "license_deactivated", size: 19 });
});

test("no secret is in it", async () => {
  const mock = createMock();
  await session(mock);
  const text = JSON.stringify(harOf(mock.journal.entries()));
  expect(String(mock.roles.activeUserLicense?.password).length).toBeGreaterThan(5);
  for (const secret of [mock.credentials.sharedKey, String(mock.roles.activeUserLicense?.password), "hush-hush"]) {
    expect(text).not.toContain(secret);
  }
  expect(text).not.toMatch(/signature=\\"[A-Za-z0-9+/]{20}/);
});

test("a call that met a fault says which", async () => {
  const mock = createMock();
  mock.faults.add({ kind: "other-key-signature", endpoint: "check-license", times: 1 });
  await outcomeOf(
    clientOf(mock)
      .call("check-license", inputOf(mock, "check-license", "activeKeyLicense"))
      .catch(() => {}),
  );
  const har = harOf(mock.journal.entries());
  expect(har.log.entries[0]).toMatchObject({ _fault: "other-key-signature" });
  expect(complaints(har)).toEqual([]);
});

test("a server gives the journal of a space as HAR, filtered like the journal", () =>
  withServer({}, async (control, server, mock) => {
    await session(mock);
    const { status, body } = await control("GET", "/journal.har?outcome=license_not_enabled");
    expect(status).toBe(200);
    expect(complaints(body)).toEqual([]);
    expect((body as Har).log.entries.map(({ request }) => new URL(request.url).origin)).toEqual([server.url]);
  }));
