import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "jsonc-parser";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { validate } from "../src/api/validate.ts";
import { minimalRoles, playable, roleGuide } from "../src/cli/role-guide.ts";
import { cases } from "../src/contract/cases/index.ts";
import { type Server, serve } from "../src/doors/node.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { cli, run } from "./command.ts";

// `contract roles` and `contract init --minimal` as somebody uses them who has to set up an account of a vendor.

let mock: Mock;
let server: Server;
let folder: string;
const at = (file: string) => join(folder, file);
const contract = (...args: string[]) => run(process.execPath, [cli, "contract", ...args]);

beforeAll(async () => {
  mock = createMock();
  server = await serve(mock);
  folder = mkdtempSync(join(tmpdir(), "license-api-kit-roles-"));
  await contract("init", "--from-mock", server.url, "--out", at("target.json"));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => mock.reset());

test("roles lists each role with what to set, those first that most cases need, and no secret", async () => {
  const { status, stdout } = await contract("roles");
  expect(status).toBe(0);
  const counts = [...stdout.matchAll(/^\w+ \((\d+) cases?\): /gm)].map(([, count]) => Number(count));
  expect(counts).toEqual([...counts].sort((one, other) => other - one));
  expect(new Set(cases.flatMap(({ needs }) => needs)).size).toBe(counts.length);
  expect(stdout).toMatch(
    /^consumptionLicense .*\n {2}license: type consumption, .*consumption \(max 1000, total 10\)/m,
  );
  expect(stdout).toMatch(/^disabledLicense .*\n {2}license: .*enabled no/m);
  expect(stdout).toMatch(/^revokedKey .*\n {2}API key: revoked yes/m);
  expect(stdout).toMatch(/^blacklistedDevice .*\n(.*\n)* {2}blacklist: /m);
  expect(stdout).not.toMatch(/Ada-1815|test-id-token|shared-key/);
});

test("verify finds every role of a mock in its situation", async () => {
  const { status, stdout } = await contract("roles", "--verify", "--target", at("target.json"));
  expect(stdout).toContain("111 roles as a query shows them; 0 not as they say; 2 not asked");
  expect(status).toBe(0);
});

test("verify names the role that is not, and why, before a run", async () => {
  const { license_key: licenseKey } = mock.roles.timeLimitedLicense as unknown as { license_key: string };
  const { id } = mock.world.licenses.find({ licenseKey }) as { id: number };
  mock.world.licenses.update(id, { expiresAt: "-1d" });
  const { status, stdout } = await contract("roles", "--verify", "--target", at("target.json"));
  expect(stdout).toContain("NOT AS IT SAYS timeLimitedLicense: expired: found yes, expected no");
  expect(stdout).toContain("; 1 not as they say; ");
  expect(status).toBe(1);
});

test("verify ends with 3 where nobody answers, and with 2 without a target file", async () => {
  const text = readFileSync(at("target.json"), "utf8").replaceAll(server.url, "http://127.0.0.1:9");
  writeFileSync(at("gone.json"), text);
  expect(await contract("roles", "--verify", "--target", at("gone.json"))).toMatchObject({ status: 3 });
  expect(await contract("roles", "--verify", "--target", at("none.json"))).toMatchObject({ status: 2 });
});

test("a minimal target file has ten roles, says how many cases they bring and where the others are", async () => {
  const { stdout } = await contract("init", "--minimal", "--out", at("minimal.json"));
  const text = readFileSync(at("minimal.json"), "utf8");
  const { roles } = parse(text.replaceAll(/^( +)\/\/ ("\w+": \{)/gm, "$1$2"));
  const names = Object.keys(roles);
  expect(names).toHaveLength(10);
  expect(validate("target", parse(text))).toEqual([]);
  const brought = cases.filter(({ needs }) => needs.every((name) => names.includes(name))).length;
  for (const shown of [stdout, text]) {
    expect(shown).toContain(`These 10 roles bring ${brought} of ${cases.length} cases.`);
    expect(shown).toContain("license-api-kit contract roles");
  }
  const both = await contract("init", "--minimal", "--from-mock", server.url, "--out", at("both.json"));
  expect(both).toMatchObject({ status: 2, stderr: expect.stringContaining("found --minimal beside --from-mock") });
});

test("each of the ten brings cases of its own, together not fewer than the ten that most cases need", () => {
  const few = minimalRoles(cases);
  const byCount = roleGuide(cases).slice(0, 10);
  const names = byCount.map(({ name }) => name);
  expect(playable(cases, few).length).toBeGreaterThanOrEqual(playable(cases, names).length);
  for (const one of few) {
    const others = few.filter((name) => name !== one);
    expect(playable(cases, others).length).toBeLessThan(playable(cases, few).length);
  }
});
