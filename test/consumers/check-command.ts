import { once } from "node:events";
import { createInterface } from "node:readline";
import { version as ownVersion } from "../../src/generated/version.ts";
import { endGroup, run, start } from "./child.ts";

/** Runs the installed command the way a user would: its version, then a server on a free port that answers and stops. */
export async function checkCommand(folder: string): Promise<void> {
  // Without -- it would be npm that says its version
  const version = await run("npx", ["--no", "--", "license-api-kit", "--version"], { cwd: folder, timeoutMs: 30_000 });
  if (!version.split("\n").includes(ownVersion))
    throw new Error(`license-api-kit --version printed ${JSON.stringify(version)}`);
  const roles = await run("npx", ["--no", "license-api-kit", "contract", "roles"], {
    cwd: folder,
    timeoutMs: 30_000,
  });
  if (!roles.includes("activeKeyLicense")) throw new Error(`license-api-kit contract roles printed ${roles}`);

  const args = ["--no", "license-api-kit", "serve", "--json", "--port", "0"];
  const server = start("npx", args, { cwd: folder, timeoutMs: 30_000 });
  try {
    await checkAnswer(await firstLine(server));
    endGroup(server, "SIGTERM");
    await once(server, "close", { signal: AbortSignal.timeout(5_000) }).catch(() => {
      throw new Error("serve was still running 5 s after SIGTERM");
    });
  } finally {
    endGroup(server, "SIGKILL");
  }
}

async function firstLine({ stdout, stderr }: ReturnType<typeof start>): Promise<string> {
  if (stdout === null) throw new Error("the server has no output");
  const complaints: string[] = [];
  stderr?.setEncoding("utf8").on("data", (text: string) => complaints.push(text));
  for await (const line of createInterface({ input: stdout })) return line;
  throw new Error(`serve --json printed no line; it complained: ${complaints.join("").trim() || "nothing"}`);
}

async function checkAnswer(line: string): Promise<void> {
  const { url } = JSON.parse(line) as { url: string };
  const response = await fetch(`${url}/api/v4/no_such_thing`, { signal: AbortSignal.timeout(5_000) });
  const { code } = (await response.json()) as { code?: string };
  if (code !== "not_found") throw new Error(`${url}/api/v4/no_such_thing answered ${response.status} ${code}`);
  const description = await fetch(`${url}/openapi.json`, { signal: AbortSignal.timeout(5_000) });
  if (!description.ok) throw new Error(`${url}/openapi.json answered ${description.status}`);
}
