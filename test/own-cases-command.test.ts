import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { type Server, serve } from "../src/doors/node.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { cli, run } from "./command.ts";

// `contract run --cases` as a team uses it: its own cases among those of this kit, with the same reports and files.

let mock: Mock;
let server: Server;
let folder: string;
const at = (file: string) => join(folder, file);
const contract = (...args: string[]) => run(process.execPath, [cli, "contract", ...args]);
const runOwn = (...args: string[]) =>
  contract("run", "--target", at("target.json"), "--cases", "examples/cases", "--filter", "refusal", ...args);

beforeAll(async () => {
  mock = createMock();
  server = await serve(mock);
  folder = mkdtempSync(join(tmpdir(), "license-api-kit-own-command-"));
  await contract("init", "--from-mock", server.url, "--out", at("target.json"));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});
beforeEach(() => mock.reset());

test("own cases are listed, filtered and reported like the others, and counted apart", async () => {
  const listed = await contract("list", "--cases", "examples/cases", "--filter", "activation");
  expect(listed.stdout).toBe("activation  reversible  a new device is activated, checked and let go again\n");
  const { status, stdout } = await runOwn("--filter", "check_license/ok", "--report", `json=${at("report.json")}`);
  expect(stdout).toMatch(/checked 2 cases: 2 passed\n.* claims judged \(.* 4 ours, /);
  expect(status).toBe(0);
  const { cases, summary } = JSON.parse(readFileSync(at("report.json"), "utf8"));
  expect(cases.map(({ id }: { id: string }) => id).sort()).toEqual(["check_license/ok", "refusal"]);
  expect(summary.evidence.ours).toBeGreaterThan(0);
});

test("a departure fails, says that it is the team's own, and can be known by a baseline", async () => {
  mock.world.licenses
    .list({ enabled: false })
    .forEach(({ id }) => void mock.world.licenses.update(id, { enabled: true }));
  const { status, stdout } = await runOwn("--write-baseline", at("known.json"));
  expect(stdout).toMatch(
    /FAILED refusal: a license that support has switched off is refused\n.*\n.*\n +rests on +ours/,
  );
  expect(status).toBe(1);
  expect(await runOwn("--baseline", at("known.json"))).toMatchObject({ status: 0 });
  const alone = await contract("run", "--target", at("target.json"), "--baseline", at("known.json"));
  expect(alone).toMatchObject({
    status: 2,
    stderr: expect.stringContaining("no case refusal; one of your own is there"),
  });
});

test("a wrong file ends the run before it begins, with its line and column", async () => {
  const text = readFileSync("examples/cases/activation.yaml", "utf8").replace("{{license}}", "{{licence}}");
  mkdirSync(at("wrong"));
  writeFileSync(at("wrong/activation.yaml"), text);
  const before = mock.journal.entries().length;
  const { status, stderr } = await runOwn("--cases", at("wrong"));
  expect(stderr).toMatch(
    /activation\.yaml:20:13: \/exchanges\/1\/expected\/contains\/id: found .* did you mean license\?/,
  );
  expect(status).toBe(2);
  expect(mock.journal.entries()).toHaveLength(before);
});

test("what a case left behind after a crash is undone by its file", async () => {
  const target = ["--target", at("target.json")];
  const entry = { case: "activation", cast: { unactivatedLicense: 0 }, mark: "crashed" };
  const { product, license_key } = mock.roles.unactivatedLicense as Record<string, string>;
  const active = () => mock.world.devices.list({ hardwareId: "device-crashed", active: true }).length;
  const { id } = mock.world.licenses.find({ licenseKey: license_key as string }) as { id: number };
  expect(product).toBe("key-app");
  mock.world.devices.add({ license: id, hardwareId: "device-crashed" } as never);
  writeFileSync(at("target.undo.json"), JSON.stringify([entry]));
  const without = await contract("cleanup", ...target);
  expect(without).toMatchObject({ status: 6, stdout: expect.stringContaining("is there with --cases") });
  expect(active()).toBe(1);
  expect(await contract("cleanup", ...target, "--cases", "examples/cases")).toMatchObject({ status: 0 });
  expect(active()).toBe(0);
});
