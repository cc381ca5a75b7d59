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
  const names = { "username:1": mock.roles.activeUserLicense?.username, "license_key:1": "CONS-PLAI-KEYS-0001" };
  writeFileSync(join(folder, "values.json"), JSON.stringify(names));
  writeFileSync(join(folder, "used.json"), JSON.stringify(mock.world.export()));
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

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

test("without the names that pseudonyms stand for, nothing is sent", async () => {
  writeFileSync(join(folder, "values.json"), "{}");
  const { status, stdout } = await replay("add-consumption/1-ok.json");
  expect({ status, stdout }).toEqual({ status: 4, stdout: expect.stringContaining("{{license_key:1}}") });
});
