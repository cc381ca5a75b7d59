import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createClient } from "../src/api/client.ts";
import { type Server, serve } from "../src/doors/node.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { inputOf } from "./calls.ts";
import { cli, run, startProxy } from "./command.ts";

// What `proxy --record` wrote is played again by `replay`.

const folder = mkdtempSync(join(tmpdir(), "license-api-kit-records-"));
const session = mkdtempSync(join(tmpdir(), "license-api-kit-session-"));
const mock = createMock();
let server: Server;

beforeAll(async () => {
  server = await serve(mock);
  const proxy = await startProxy(server.url, "--quiet", "--record", folder);
  const client = createClient({ baseUrl: proxy.url, credentials: mock.credentials });
  await client.call(
    "activate-license",
    inputOf(mock, "activate-license", "activeUserLicense", { hardware_id: "PC-7" }),
  );
  await client.call("add-consumption", inputOf(mock, "add-consumption", "consumptionLicense", { consumptions: 3 }));
  await proxy.end("SIGINT");
  await recordSession();
  const names = { "username:1": mock.roles.activeUserLicense?.username, "license_key:1": "CONS-PLAI-KEYS-0001" };
  writeFileSync(join(folder, "values.json"), JSON.stringify(names));
  writeFileSync(join(folder, "used.json"), JSON.stringify(mock.world.export()));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
  rmSync(session, { recursive: true });
});

/** Units are used between two checks of one license; another refuses virtual machines. No name is told. */
async function recordSession(): Promise<void> {
  const used = createMock();
  const other = await serve(used);
  const proxy = await startProxy(other.url, "--quiet", "--record", session);
  const client = createClient({ baseUrl: proxy.url, credentials: used.credentials });
  const consumption = inputOf(used, "check-license", "consumptionLicense");
  await client.call("check-license", consumption);
  await client.call("add-consumption", { ...consumption, consumptions: 3 });
  await client.call("check-license", consumption);
  await client.call("check-license", inputOf(used, "check-license", "vmForbiddenLicense"));
  await proxy.end("SIGINT");
  await other.close();
}

const replay = (record: string, ...flags: string[]) =>
  run(process.execPath, [
    cli,
    "replay",
    join(folder, record),
    "--mock",
    "--values",
    join(folder, "values.json"),
    ...flags,
  ]);

test.each(["activate-license/1-ok.json", "add-consumption/1-ok.json"])(
  "%s on a mock of the same world: nothing differs",
  async (record) => {
    const { status, stdout } = await replay(record);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining("1 the same, 0 different") });
  },
);

test("on a mock of another world the fields are named that differ", async () => {
  const { status, stdout } = await replay("add-consumption/1-ok.json", "--world", join(folder, "used.json"));
  expect({ status, stdout }).toEqual({
    status: 1,
    stdout: expect.stringContaining("/total_consumptions: recorded 13, now 16"),
  });
});

test("what fits several roles is not sent, and the line says which, and how to say it", async () => {
  writeFileSync(join(folder, "values.json"), "{}");
  const { status, stdout } = await replay("add-consumption/1-ok.json");
  expect(stdout).toMatch(
    /blocked .*: \{\{license_key:1\}\} is not known: it may be that of consumptionLicense, .*; say it by --values FILE/,
  );
  expect(status).toBe(4);
});

test("a folder is replayed at once, in the order in which it was recorded, with licenses found by what was answered", async () => {
  const { status, stdout } = await run(process.execPath, [cli, "replay", session, "--mock"]);
  expect(stdout).toContain("4 the same, 0 different, 0 blocked");
  expect(stdout.match(/\/api\/v4\/\w+/g)).toEqual([
    "/api/v4/check_license",
    "/api/v4/add_consumption",
    "/api/v4/check_license",
    "/api/v4/check_license",
  ]);
  expect(status).toBe(0);
});

test("recordings run as cases whose departures fail, as who keeps them says that it must stay so", async () => {
  const target = join(folder, "target.json");
  await run(process.execPath, [cli, "contract", "init", "--from-mock", server.url, "--out", target]);
  const contract = (...flags: string[]) =>
    run(process.execPath, [
      ...[cli, "contract", "run", "--target", target, "--cases", session],
      ...[
        "--filter",
        "check-license/1-ok",
        "--filter",
        "check-license/3-ok",
        "--filter",
        "add-consumption/1-ok",
        ...flags,
      ],
    ]);
  mock.reset();
  const good = await contract();
  expect(good.stdout).toContain("checked 2 cases: 2 passed; 1 skipped");
  expect(good.stdout).toMatch(/ ours, /);
  expect(good.status).toBe(0);
  mock.tweak("check-license", { max_activations: 7 });
  const bad = await contract();
  expect(bad.stdout).toContain("/max_activations is 7 instead of 1");
  expect(bad.stdout).toMatch(/rests on +ours/);
  expect(bad.status).toBe(1);
});
