import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { validate } from "../src/api/validate.ts";
import { type Server, serve } from "../src/doors/node.ts";
import { createMock, type Mock } from "../src/mock/create-mock.ts";
import { cli, run, startProxy } from "./command.ts";

// `license-api-kit contract compare` on the reports of real runs, as a nightly job calls it.

let mock: Mock;
let server: Server;
let folder: string;
const at = (file: string) => join(folder, file);
const contract = (...args: string[]) => run(process.execPath, [cli, "contract", ...args]);
const compare = (...args: string[]) => contract("compare", ...args);

const runInto = (file: string, ...flags: string[]) =>
  contract("run", "--target", at("target.json"), "--report", `json=${at(file)}`, ...flags);

const filter = ["--filter", "product_details/*", "--filter", "products/*"];

beforeAll(async () => {
  mock = createMock();
  server = await serve(mock);
  folder = mkdtempSync(join(tmpdir(), "license-api-kit-compare-"));
  await contract("init", "--from-mock", server.url, "--out", at("target.json"));
  await runInto("good.json", ...filter);
  await runInto("again.json", ...filter);
  mock.tweaks.add({ endpoint: "product-details", patch: { short_code: "other" } });
  await runInto("bad.json", ...filter);
  mock.reset();
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

test("two runs of a target that did not change say so", async () => {
  const { status, stdout, stderr } = await compare(at("good.json"), at("again.json"));
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  expect(stdout).toContain("new: 0 failures, 0 open questions, 0 drift; gone: 0 failures, 0 open questions, 0 drift");
  expect(stdout).toMatch(/\nNothing is worse than before\. Exit status 0\.\n$/);
});

test("a target that got worse fails, and its new failures are named", async () => {
  const { status, stdout } = await compare(at("good.json"), at("bad.json"));
  expect(status).toBe(1);
  expect(stdout).toContain(
    "NEW failures\n  an answer about the product other, expected the product key-app, which was asked for (3 cases, as product_details/ok)\n",
  );
});

test("a target that was mended does not, and what is gone is named", async () => {
  const { status, stdout } = await compare(at("bad.json"), at("good.json"));
  expect(status).toBe(0);
  expect(stdout).toContain("Failures that are gone\n  an answer about the product other");
});

test("a run that reached nobody is no good news", async () => {
  writeFileSync(
    at("gone.target.json"),
    readFileSync(at("target.json"), "utf8").replace(server.url, "http://127.0.0.1:1"),
  );
  await contract("run", "--target", at("gone.target.json"), "--report", `json=${at("gone.json")}`, ...filter);
  const { status, stdout } = await compare(at("good.json"), at("gone.json"));
  expect(status).toBe(7);
  expect(stdout).toContain("the later run says: the target could not be reached");
});

test("Markdown goes into a file, or to stdout, which then holds nothing else", async () => {
  const { stdout } = await compare(at("good.json"), at("bad.json"), "--report", `markdown=${at("changes.md")}`);
  expect(stdout).toContain(`markdown report: ${at("changes.md")}\n`);
  const piped = await compare(at("good.json"), at("bad.json"), "--report", "markdown=-");
  expect(piped.stdout).toBe(readFileSync(at("changes.md"), "utf8"));
  expect(piped.stdout).toMatch(/^## ❌ The target breaks the contract anew in 4 cases\.\n/);
  expect(piped.stderr).toContain("NEW failures");
});

test("a Markdown file that cannot be written is told before anything is compared", async () => {
  const { status, stderr } = await compare(at("good.json"), at("bad.json"), "--report", `markdown=${at("none/a.md")}`);
  expect({ status, stderr }).toEqual({ status: 2, stderr: expect.stringContaining("cannot be written to") });
});

describe("a file that is no report ends it with one line and status 2:", () => {
  const refused = async (...args: string[]) => {
    const { status, stdout, stderr } = await compare(...args);
    expect({ status, stdout, lines: stderr.split("\n").length }).toEqual({ status: 2, stdout: "", lines: 2 });
    return stderr.replaceAll(folder, "");
  };

  test("one that is not there", async () => {
    expect(await refused(at("good.json"), at("nowhere.json"))).toMatch(/^error: compare \/nowhere\.json: ENOENT/);
  });

  test("a folder", async () => {
    expect(await refused(folder, at("good.json"))).toMatch(/^error: compare : EISDIR/);
  });

  test("one that was cut off", async () => {
    writeFileSync(at("cut.json"), readFileSync(at("good.json")).subarray(0, 10_000));
    expect(await refused(at("cut.json"), at("good.json"))).toMatch(
      /^error: compare \/cut\.json: found what is no JSON or was cut off \(.+\), expected a report of license-api-kit contract run/,
    );
  });

  test("one that is larger than any report, without reading it whole", async () => {
    writeFileSync(at("huge.json"), "[");
    truncateSync(at("huge.json"), 2 ** 40);
    expect(await refused(at("good.json"), at("huge.json"))).toBe(
      "error: compare /huge.json: found more than 67108864 bytes, expected a report, which is far smaller\n",
    );
  });

  test("one with a hostile text where it is wrong", async () => {
    const good = JSON.parse(readFileSync(at("good.json"), "utf8"));
    writeFileSync(at("hostile.json"), JSON.stringify({ ...good, startedAt: "\u001b[2J\nNothing is worse\u202e" }));
    expect(await refused(at("hostile.json"), at("good.json"))).toContain(
      String.raw`/startedAt: found "\u001b[2J\nNothing is worse\u202e", expected a report`,
    );
  });

  test("a kind of report that there is none of", async () => {
    expect(await refused(at("good.json"), at("bad.json"), "--report", "html=a.html")).toBe(
      "error: --report html=a.html: expected markdown=PATH\n",
    );
  });
});

test("a report of the proxy is a report too", async () => {
  const proxy = await startProxy(server.url, "--report", `json=${at("proxy.json")}`);
  await fetch(`${proxy.url}/api/v4/check_license`);
  await proxy.end("SIGINT");
  expect(validate("report", JSON.parse(readFileSync(at("proxy.json"), "utf8")))).toEqual([]);
});
