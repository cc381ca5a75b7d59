import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { serve } from "../../src/doors/node.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { runStep } from "../clients/run-step.ts";
import { writeDescriptions } from "../generate/descriptions.ts";

// npm run check:schemathesis: Schemathesis asks a mock of its own by openapi.json and by openapi.client.json: examples, edges,
// fuzzing and sequences, by all checks but those that schemathesis.toml and hooks.py replace, with the reason there.
// `-- --seconds 300 --seed 7` gives each description more time, and other values. Ends with 1 where it finds something.

const flags = Object.fromEntries(
  process.argv.slice(2).flatMap((word, at, all) => (at % 2 ? [] : [[word, all[at + 1]]])),
);
const { "--seconds": seconds = "60", "--seed": seed = "1", ...unknown } = flags;
for (const flag of Object.keys(unknown)) throw new Error(`found ${flag}, expected --seconds or --seed`);

const folder = fileURLToPath(new URL(".", import.meta.url));
const program = `${folder}.venv/bin/schemathesis`;
if (!existsSync(program)) {
  await runStep({ command: "python3", args: ["-m", "venv", ".venv"] }, folder);
  const args = ["install", "--quiet", "--disable-pip-version-check", "-r", "requirements.txt"];
  await runStep({ command: ".venv/bin/pip", args, timeoutMs: 300_000 }, folder);
}
writeDescriptions();
const work = mkdtempSync(join(tmpdir(), "schemathesis-")); // what it remembers of a run is of no use for the next
try {
  for (const name of ["openapi.json", "openapi.client.json"]) await ask(name);
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function ask(name: string): Promise<void> {
  const mock = createMock();
  const server = await serve(mock);
  const description = fileURLToPath(new URL(`../../src/generated/${name}`, import.meta.url));
  const env = {
    SCHEMATHESIS_HOOKS: "hooks",
    PYTHONPATH: folder,
    PYTHONDONTWRITEBYTECODE: "1",
    LICENSE_API_KEY: mock.credentials.apiKey,
    LICENSE_SHARED_KEY: mock.credentials.sharedKey,
  };
  const args = [
    ...["--config-file", `${folder}schemathesis.toml`, "run", description, "--url", server.url],
    ...["--phases", "examples,coverage,fuzzing,stateful", "--max-time", seconds, "--seed", seed],
    ...["--continue-on-failure", "--generation-database", "none", "--no-color"],
  ];
  try {
    const printed = await runStep({ command: program, args, env, timeoutMs: (Number(seconds) + 120) * 1_000 }, work);
    console.log(`${name}: finds nothing\n${printed.slice(printed.indexOf("API Operations:"))}`);
  } catch (error) {
    process.exitCode = 1;
    console.log(`${name}: ${(error as Error).message}`);
  } finally {
    await server.close();
  }
}
