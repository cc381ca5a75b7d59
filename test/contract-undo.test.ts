import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type CaseResult, cases, type LedgerEntry, type RunOptions, runContract } from "../src/doors/contract.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { cli, run } from "./command.ts";
import { closeServers, httpServer } from "./hostile-targets/servers.ts";
import { refusal } from "./mutants/reply.ts";

// What a run cannot put back is said, written down, and never taken for a success.

type Fetch = (request: Request) => Promise<Response>;

/** A target that answers one endpoint's calls otherwise from the second call of a case on: when it is to be put back. */
function refusingToUndo(mock: Mock, path: string, status: number, code: string): Fetch {
  return async (request) =>
    new URL(request.url).pathname.endsWith(path) ? refusal(status, code) : mock.fetch(request);
}

describe("a change that the target does not take back", () => {
  let mock: Mock;
  const left: LedgerEntry[] = [];
  const ledger = {
    begin: () => {},
    end: () => {},
    leave: (entry: LedgerEntry, reason: string) => void left.push({ ...entry, reason }),
  };
  const play = async (fetch: Fetch, id = "activate_license/ok", more: Partial<RunOptions> = {}) => {
    const target = { ...mock, baseUrl: "https://license-api.test" };
    const results: CaseResult[] = [];
    const options = { target, cases, fetch, ledger, filter: [id], allow: "permanent", ...more } as const;
    for await (const result of runContract(options)) results.push(result);
    return results[0] as CaseResult;
  };
  beforeEach(() => {
    mock = createMock();
    left.length = 0;
  });

  test.each([
    [400, "unknown_product"],
    [401, "signature_mismatch"],
    [404, "not_found"],
    [403, "forbidden"],
    [500, "server_error"],
  ])("by HTTP %i %s is left, and why", async (status, code) => {
    const result = await play(refusingToUndo(mock, "/deactivate_license", status, code));
    expect(result.left).toContain(String(status));
    expect(left).toMatchObject([{ case: "activate_license/ok", reason: expect.stringContaining(String(status)) }]);
  });

  test.each([
    [400, "license_not_active"],
    [400, "device_not_found"],
  ])("for there is nothing to take back, %i %s, is put back", async (status, code) => {
    const result = await play(refusingToUndo(mock, "/deactivate_license", status, code));
    expect(result.left).toBeUndefined();
    expect(left).toEqual([]);
  });

  test("because it is gone is left", async () => {
    let calls = 0;
    const result = await play(async (request) => {
      calls += 1;
      if (calls > 1) throw new TypeError("fetch failed");
      return mock.fetch(request);
    });
    expect(result.left).toContain("fetch failed");
  });

  test("is not begun where it cannot be written down first", async () => {
    const before = mock.tables.devices.count();
    const full = () => {
      throw new Error("ENOSPC: no space left on device");
    };
    const result = await play((request) => mock.fetch(request), undefined, { ledger: { ...ledger, begin: full } });
    expect(result).toMatchObject({ verdict: "blocked", reason: expect.stringContaining("ENOSPC") });
    expect(mock.tables.devices.count()).toBe(before);
    expect(mock.journal.entries()).toEqual([]);
  });
});

describe("a flaky network", () => {
  const playThrough = async (failures: number, retries: number, id = "check_license/ok") => {
    const mock = createMock();
    const target = { ...mock, baseUrl: "https://license-api.test" };
    let calls = 0;
    const fetch: Fetch = async (request) => {
      calls += 1;
      if (calls <= failures) throw new TypeError("fetch failed");
      return mock.fetch(request);
    };
    for await (const result of runContract({ target, cases, fetch, retries, filter: [id], allow: "permanent" }))
      return result;
    throw new Error("no case was played");
  };

  test("is told of where a case was judged all the same", async () => {
    expect(await playThrough(2, 2)).toMatchObject({ verdict: "passed", retries: 2 });
  });

  test("plays calls at the same moment again too", async () => {
    expect(await playThrough(2, 2, "check_license/ok-seat-at-once")).toMatchObject({ verdict: "passed", retries: 1 });
  });

  test("judges nothing where it fails to the end", async () => {
    const result = await playThrough(3, 2);
    expect(result).toMatchObject({ verdict: "not-judged", retries: 2, unanswered: "unreachable" });
    expect(result.claims).toMatchObject([{ verdict: "not judged", suspect: "network" }]);
  });
});

describe("through the command", () => {
  let folder: string;
  let mock: Mock;
  let isStubborn: boolean;
  const at = (file: string) => join(folder, file);
  const contract = (...args: string[]) => run(process.execPath, [cli, "contract", ...args]);
  const runTarget = (...args: string[]) =>
    contract("run", "--target", at("target.json"), "--allow", "reversible", "--filter", "activate_license/ok", ...args);

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "license-api-kit-undo-"));
    mock = createMock();
    isStubborn = true;
    const url = await httpServer(async (request, response) => {
      const { url: path = "/", method = "GET", headers } = request;
      let body = "";
      for await (const part of request) body += part;
      const sent = new Request(`http://127.0.0.1${path}`, {
        ...{ method, headers: headers as Record<string, string> },
        ...(method !== "GET" && { body }),
      });
      const fetch = isStubborn ? refusingToUndo(mock, "/deactivate_license", 403, "forbidden") : mock.fetch;
      const answer = await fetch(sent);
      response.writeHead(answer.status, Object.fromEntries(answer.headers)).end(await answer.text());
    });
    const { roles, credentials, publicKey } = mock;
    const { unactivatedLicense, activeKeyLicense } = roles;
    writeFileSync(at("secrets.json"), JSON.stringify({ sharedKey: credentials.sharedKey }));
    writeFileSync(
      at("target.json"),
      JSON.stringify({
        ...{ baseUrl: url, publicKey, roles: { unactivatedLicense, activeKeyLicense } },
        credentials: { apiKey: credentials.apiKey, sharedKey: "file:secrets.json#/sharedKey" },
      }),
    );
  });
  afterEach(() => {
    closeServers();
    rmSync(folder, { recursive: true, force: true });
  });

  test("ends by 6, stands first in the reports, stops the next run, and is put back by cleanup", async () => {
    const first = await runTarget("--report", `html=${at("page.html")}`, "--report", `json=${at("first.json")}`);
    expect(first).toMatchObject({ status: 6, stdout: expect.stringContaining("HTTP 403") });
    expect(readFileSync(at("page.html"), "utf8")).toContain("could not be put back");
    expect(JSON.parse(readFileSync(at("first.json"), "utf8")).summary.notUndone).toBe(1);

    const ledger = () => JSON.parse(readFileSync(at("target.undo.json"), "utf8"));
    expect(ledger()).toMatchObject([{ case: "activate_license/ok", reason: expect.stringContaining("403") }]);
    expect(await runTarget()).toMatchObject({ status: 2, stderr: expect.stringContaining("contract cleanup") });
    const going = await contract("run", "--target", at("target.json"), "--filter", "products/ok", "--leave");
    expect(going).toMatchObject({ status: 6, stdout: expect.stringContaining("activate_license/ok") });
    expect(ledger()).toHaveLength(1);

    const cleanup = () => contract("cleanup", "--target", at("target.json"));
    expect(await cleanup()).toMatchObject({ status: 6, stdout: expect.stringContaining("NOT undone") });
    expect(ledger()).toHaveLength(1);
    isStubborn = false;
    expect(await cleanup()).toMatchObject({ status: 0, stdout: "undone: activate_license/ok\n" });
    expect(existsSync(at("target.undo.json"))).toBe(false);
    expect(await runTarget()).toMatchObject({ status: 0 });
  });

  test("a run whose time is up ends its case, begins no other, and says so by 4", async () => {
    isStubborn = false;
    const ended = await contract("run", "--target", at("target.json"), "--filter", "products/*", "--max-ms", "1");
    expect(ended).toMatchObject({ status: 4, stdout: expect.stringContaining("the time of 1 ms was used up") });
  });
});
