import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { notImitated } from "../src/api/not-imitated.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { inputOf } from "./calls.ts";

const paths = notImitated.filter(({ kind }) => kind === "path");

test.each(paths)("$name is answered by 404, with the reason", async ({ name, unknown }) => {
  const mock = createMock();
  const answer = await mock.fetch(new Request(`http://license-api.test${name}/`, { method: "POST", body: "{}" }));
  expect(answer.status).toBe(404);
  expect(answer.headers.get("X-Mock-Explain")).toContain(`${name}: documented, not imitated, as ${unknown}`);
});

test("a parameter is taken and noted, and not refused for being unknown", async () => {
  const mock = createMock({ auth: "off", policy: { unknownParameters: "reject" } });
  const query = new URLSearchParams({
    ...(inputOf(mock, "check-license", "activeKeyLicense") as never as Record<string, string>),
    include_scheduled_changes: "true",
  });
  const answer = await mock.fetch(new Request(`http://license-api.test/api/v4/check_license?${query}`));
  expect(answer.status).toBe(200);
  expect(mock.journal.findings().join()).toContain("include_scheduled_changes: documented, not imitated");
});

test("a header is taken and noted", async () => {
  const mock = createMock({ auth: "off" });
  const query = new URLSearchParams(
    inputOf(mock, "check-license", "activeKeyLicense") as never as Record<string, string>,
  );
  const headers = { "LicenseSpring-TPM-Signature": 'algorithm="ES256",signature=""' };
  const answer = await mock.fetch(new Request(`http://license-api.test/api/v4/check_license?${query}`, { headers }));
  expect(answer.status).toBe(200);
  expect(mock.journal.findings().join()).toContain("licensespring-tpm-signature: documented, not imitated");
});

test("README names them among what is not done", () => {
  const [, notDone = ""] = readFileSync(`${import.meta.dirname}/../README.md`, "utf8").split("## What it does not do");
  for (const { name } of notImitated) expect(notDone).toContain(name.replace("/api/v4/", ""));
});
