import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { run, type ServerProcess, startServerAs } from "./command.ts";
import { commandOf, instructionIn, readStages, type Stage } from "./dockerfile.ts";

// What the Dockerfile says is done here in folders of a machine without containers.

const repository = fileURLToPath(new URL("..", import.meta.url));
const stages = readStages(join(repository, "Dockerfile"));
const [build, dependencies, image] = stages as [Stage, Stage, Stage];
const root = mkdtempSync(join(tmpdir(), "license-api-kit-container-"));
afterAll(() => rmSync(root, { recursive: true }));

/** The folder that stands for a path of the container. */
const inside = (path: string) => join(root, path);

/** Names in the build context: all others are ignored. */
const context = readFileSync(join(repository, ".dockerignore"), "utf8")
  .split("\n")
  .flatMap((line) => (line.startsWith("!") ? [line.slice(1)] : []));

/** Plays one stage: its files are copied and its commands run, but for those that a test leaves to the package manager. */
async function play(stage: Stage, isLeftOut: (command: string) => boolean = () => false): Promise<void> {
  const folder = inside(instructionIn(stage, "WORKDIR"));
  mkdirSync(folder, { recursive: true });
  for (const { name, text } of stage.instructions) {
    if (name === "COPY") copy(text.split(/\s+/), folder);
    if (name === "RUN" && !isLeftOut(text)) {
      const { status, stdout, stderr } = await run("sh", ["-c", `cd "${folder}" && ${text}`], process.env, 240_000);
      if (status !== 0) throw new Error(`RUN ${text}: ended with ${status}\n${stdout}${stderr}`);
    }
  }
}

/** `COPY . .`, `COPY a b ./` or `COPY --from=stage /a ./b`. */
function copy(words: readonly string[], folder: string): void {
  const isFromStage = words[0]?.startsWith("--from=") ?? false;
  const names = words.slice(isFromStage ? 1 : 0, -1);
  const to = join(folder, words.at(-1) ?? "");
  if (isFromStage) for (const name of names) cpSync(inside(name), to, { recursive: true });
  else for (const name of names.flatMap((each) => (each === "." ? context : [each]))) copyIn(name, to);
}

function copyIn(name: string, to: string): void {
  if (!context.includes(name)) throw new Error(`COPY ${name}: expected a name that .dockerignore lets through`);
  cpSync(join(repository, name), join(to, name), { recursive: true });
}

describe("the image", () => {
  let server: ServerProcess;
  const folder = inside(instructionIn(image, "WORKDIR"));
  const [node, ...start] = commandOf(instructionIn(image, "ENTRYPOINT"));
  const health = (port: string) => {
    const [, ...args] = commandOf(instructionIn(image, "HEALTHCHECK"));
    return run(
      process.execPath,
      args.map((arg) => arg.replace(":8080/", `:${port}/`)),
    );
  };

  beforeAll(async () => {
    mkdirSync(inside("/build"));
    symlinkSync(join(repository, "node_modules"), inside("/build/node_modules")); // what its `npm ci` would bring
    await Promise.all([play(build, (command) => command.startsWith("npm ci")), play(dependencies)]);
    await play(image);
    const here = ["--host", "127.0.0.1", "--port", "0", "--json"]; // the last of two flags counts
    server = await startServerAs([...start, ...here], folder);
  }, 300_000);

  test("starts a server that answers, with nothing but what is in it", async () => {
    expect(node).toBe("node");
    expect(readdirSync(folder).sort()).toEqual(["LICENSE", "dist", "node_modules", "package.json"]);
    expect(readdirSync(join(folder, "node_modules"))).not.toContain("typescript");
    expect((await fetch(`${server.url}/api/v4/oauth_url`)).status).toBe(400);
  });

  test("can keep its spaces in Redis: where it reaches none, that is all that it says", async () => {
    const none = ["--port", "0", "--store", "redis://127.0.0.1:1"];
    const args = start.map((word) => word.replace(/^dist\//, `${folder}/dist/`));
    const { status, stderr } = await run(process.execPath, [...args, ...none]);
    expect({ status, stderr }).toMatchObject({ status: 2, stderr: expect.stringContaining("127.0.0.1:1") });
    expect(stderr).not.toContain("npm install");
  });

  test("is well while its server is, and says so when it is not", async () => {
    const { port } = new URL(server.url);
    expect(await health(port)).toMatchObject({ status: 0, stderr: "" });
    expect(await server.end("SIGTERM")).toBe(0);
    expect(await health(port)).toMatchObject({ status: 1 });
  });

  test("listens to all addresses at the port that it exposes and its health check asks", async () => {
    const exposed = instructionIn(image, "EXPOSE");
    const { stdout } = await run(process.execPath, [join(folder, "dist/cli.js"), "serve", "--help"]);
    expect(stdout).toContain(`(default: ${exposed})`);
    expect(instructionIn(image, "HEALTHCHECK")).toContain(`http://127.0.0.1:${exposed}/__mock/health`);
    expect(start).toEqual(["dist/cli.js", "serve", "--host", "0.0.0.0"]);
  });

  test("runs as a user without rights, from a base of a known minor, and builds nothing itself", () => {
    expect(instructionIn(image, "USER")).toBe("1000:1000");
    expect(image.instructions.filter(({ name }) => name === "RUN")).toEqual([]);
    expect(stages.map(({ from }) => /^node:\d+\.\d+-slim$/.test(from))).toEqual([true, true, true]);
  });

  test("is built of what .dockerignore lets through, which is all that a secret could be in", () => {
    expect(readFileSync(join(repository, ".dockerignore"), "utf8")).toMatch(/^\*$/m);
    expect(context).not.toContain("node_modules");
  });
});
