import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type BlockFiles, createBlockFiles } from "../block-files.ts";
import { type Served, type ServerProcess, startProxy, startServer } from "../command.ts";
import { readPage } from "../markdown-page.ts";
import { createShell, defaultUrl, type Shell } from "../shell-blocks.ts";
import { lacking } from "../tools.ts";

const page = readPage("docs/sessions.md");
const start = page.claim("sh", "serve --port 8080");
const startRecording = page.claim("sh", "--record records");
const blocks = [
  ["takes a session", "journal.har > session.har"],
  ["replays it on a fresh mock", "replay session.har --mock"],
  ["is told what differs in another world", "--world world.json || echo"],
  ["replays it on a mock that runs", "replay session.json --url"],
  ["replays it on a target", "replay session.json --target"],
  ["calls through the proxy", ":8081/api"],
  ["replays what the proxy recorded", "--values values.json"],
].map(([what = "", mark = ""]) => [what, page.claim("sh", mark)] as const);

let server: ServerProcess;
let proxy: Served & { readonly url: string };
let files: BlockFiles;
let shell: Shell;
beforeAll(async () => {
  server = await startServer("--quiet");
  files = createBlockFiles();
  proxy = await startProxy(server.url, "--quiet", "--record", join(files.folder, "records"));
  shell = createShell({ [defaultUrl]: server.url, "http://127.0.0.1:8081": proxy.url }, files);
});
afterAll(async () => {
  await Promise.all([server.end(), proxy.end()]);
  shell.remove();
});

test("the commands start the mock and the proxy that are called below", () => {
  expect(start.text).toBe("npx license-api-kit serve --port 8080\n");
  expect(startRecording.text).toBe(
    "npx license-api-kit proxy --target http://127.0.0.1:8080 --port 8081 --record records\n",
  );
});

// One after the other, as a reader does it
test.skipIf(lacking("bash", "curl")).each(blocks)(
  "a reader %s and sees what stands there",
  async (_what, { text, printed = "" }) => {
    expect(await shell.run(text)).toEqual({ status: 0, printed });
  },
  60_000,
);

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});
