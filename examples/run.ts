import { spawn } from "node:child_process";
import { once } from "node:events";
import { createMock } from "license-api-kit";
import { serve } from "license-api-kit/node";
import { type Language, languages } from "./languages.ts";
import { folderOf, prepare } from "./prepare.ts";

// npm run example:go: the tests of the example in a language and a license's life, against a mock of their own.

/** The exit status of a command that something is missing for: EX_UNAVAILABLE of sysexits.h. */
const unavailable = 69;

/** Runs an example; gives the exit status. */
async function runExample(language: Language): Promise<number> {
  const prepared = prepare(language);
  if ("lacks" in prepared) {
    console.error(`error: ${prepared.lacks}`);
    return unavailable;
  }
  const mock = createMock();
  const server = await serve(mock);
  const env = {
    ...prepared.env,
    LICENSE_API_URL: server.url,
    LICENSE_API_KEY: mock.credentials.apiKey,
    LICENSE_SHARED_KEY: mock.credentials.sharedKey,
    LICENSE_PUBLIC_KEY: `${server.url}/__mock/public-key`,
  };
  try {
    for (const command of [language.tests, language.demo]) {
      mock.reset();
      console.log(`examples/${language.folder}: ${command}`);
      const status = await runIn(folderOf(language), command, env);
      if (status !== 0) return status;
      console.log(`the mock received ${summaryOf(mock.journal.entries())}\n`);
    }
    return 0;
  } finally {
    await server.close();
  }
}

async function runIn(cwd: string, command: string, env: NodeJS.ProcessEnv): Promise<number> {
  const [status] = await once(spawn("sh", ["-c", command], { cwd, env, stdio: "inherit" }), "close");
  return status ?? 1;
}

/** How the calls ended, as `4 calls: 4 ok`. */
function summaryOf(entries: readonly { readonly outcome: string }[]): string {
  const counts = new Map<string, number>();
  for (const { outcome } of entries) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
  return `${entries.length} calls: ${[...counts].map(([outcome, count]) => `${count} ${outcome}`).join(", ")}`;
}

const name = process.argv[2];
const language = languages.find(({ folder }) => folder === name);
if (language) process.exitCode = await runExample(language);
else {
  const expected = languages.map(({ folder }) => folder).join(", ");
  console.error(`error: found the language ${name ?? "of no name"}, expected one of ${expected}`);
  process.exitCode = 2;
}
