import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ServerProcess, startServer } from "../command.ts";
import { instructionIn, readStages, type Stage } from "../dockerfile.ts";
import { readPage, root } from "../markdown-page.ts";
import { createShell, defaultUrl, type Shell } from "../shell-blocks.ts";
import { lacking } from "../tools.ts";

// What only a container engine could run is held against the Dockerfile, and its flags are given to the server.

const page = readPage("docs/container.md");
const image = readStages(join(root, "Dockerfile")).at(-1) as Stage;
const exposed = instructionIn(image, "EXPOSE");
const build = page.claim("sh", "docker build");
const inspect = page.claim("sh", "docker inspect");
const health = page.claim("sh", "/__mock/health");
const control = page.claim("sh", "ctl clock advance");
const world = page.claim("sh", "world default");
const compose = page.claim("yaml", "services:");
const token = "only-for-tests";

/** The `docker run` of each block that has one, by its words. */
const runs = [build, page.claim("sh", "--auth headers"), page.claim("sh", "-e LICENSE"), world].map(({ text }) =>
  (text.match(/^docker run (.*)$/m)?.[1] ?? "").split(" "),
);
/** The flags of the server: they stand behind the name of the image. */
const flagsOf = (words: readonly string[]) => words.slice(words.lastIndexOf("license-api-kit") + 1);
const composeFlags: string[] = JSON.parse(/command: (\[.*\])/.exec(compose.text)?.[1] ?? "[]");

let server: ServerProcess;
let shell: Shell;
beforeAll(async () => {
  server = await startServer("--quiet", "--control-token", token);
  shell = createShell({ [defaultUrl]: server.url });
  const { status } = await shell.run(world.text.split("\n")[0] ?? "");
  expect(status).toBe(0);
});
afterAll(async () => {
  await server.end();
  shell.remove();
});

test("the image has one name, and every port leads to the one that it exposes", () => {
  expect(build.text).toMatch(/^docker build -t license-api-kit \.$/m);
  for (const words of runs)
    expect(words[words.indexOf("-p") + 1]).toMatch(new RegExp(`^127\\.0\\.0\\.1:\\d+:${exposed}$`));
  expect(compose.text).toContain(`- "127.0.0.1:8080:${exposed}"`);
  expect(compose.text).toContain(`http://license-api:${exposed}\n`);
});

test("the container that is asked for its health is the one that was named, of an image that tells it", () => {
  expect(build.text).toContain("--name license-api ");
  expect(inspect.text).toContain(" license-api)");
  expect(instructionIn(image, "HEALTHCHECK")).toContain("/__mock/health");
  expect(compose.text).toContain("condition: service_healthy");
});

test("the token has the name that the server reads, and the world the path that is mounted", () => {
  const run = runs[2] ?? [];
  expect(run).toContain(`LICENSE_API_KIT_CONTROL_TOKEN=${token}`);
  expect(compose.text.match(new RegExp(`LICENSE_API_KIT_CONTROL_TOKEN: ${token}`, "g"))).toHaveLength(2);
  for (const text of [world.text, compose.text]) expect(text).toMatch(/world\.json:\/world\.json:ro/);
});

describe("the server", () => {
  test.each([...runs.map(flagsOf), composeFlags].map((flags) => [flags.join(" ") || "no flags", flags] as const))(
    "starts with %s",
    async (_shown, flags) => {
      const here = flags.map((flag) => flag.replace("/world.json", join(shell.folder, "world.json")));
      const started = await startServer(...here);
      expect((await fetch(`${started.url}/__mock/health`)).status).toBe(200);
      expect(await started.end("SIGTERM")).toBe(0);
    },
  );

  test.skipIf(lacking("bash", "curl"))("answers when it is asked whether it is up", async () => {
    expect(await shell.run(health.text)).toEqual({ status: 0, printed: "" });
  });

  test.skipIf(lacking("bash"))("is controlled by whoever has the token", async () => {
    expect(await shell.run(control.text)).toEqual({ status: 0, printed: control.printed });
  });
});

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});
