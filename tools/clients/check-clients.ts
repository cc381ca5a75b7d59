import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { columns } from "../../bench/columns.ts";
import { serve } from "../../src/doors/node.ts";
import { createMock } from "../../src/mock/create-mock.ts";
import { writeDescriptions } from "../generate/descriptions.ts";
import { successOf } from "../generate/recorded-examples.ts";
import { fetchJar, openapiGenerators } from "./openapi-generator.ts";
import { runStep } from "./run-step.ts";
import { type Outcome, tryGenerator } from "./try-generator.ts";
import { typescriptGenerators } from "./typescript-generators.ts";

// npm run check:clients: makes clients of openapi.client.json, compiles them, and makes a signed call, one that answers a
// bare text and a refused one with each. `-- --only java,hey-api` tries those whose name holds one of these words.
// Ends with 1 where one fails; what the machine has no tools for is said.

const [flag, words = ""] = process.argv.slice(2);
if (flag !== undefined && flag !== "--only") throw new Error(`found ${flag}, expected --only WORD,WORD`);
const isChosen = (name: string) => words.split(",").some((word) => name.includes(word));
const chosen = [...openapiGenerators, ...typescriptGenerators].filter(({ name }) => isChosen(name));
if (chosen.length === 0) throw new Error(`found --only ${words}, which no client's name holds`);

writeDescriptions();
const work = mkdtempSync(join(tmpdir(), "clients-"));
const mock = createMock();
const server = await serve(mock);
try {
  const outcomes: Outcome[] = [];
  if (chosen.some(({ needs }) => needs.make.includes("mvn"))) {
    await runStep(fetchJar, work).catch((error: Error) => console.error(error.message)); // those who need it say so
  }
  for (const generator of chosen) {
    mock.reset();
    const outcome = await tryGenerator(generator, work, expected());
    console.log(`${outcome.verdict}: ${outcome.name}${outcome.reason && `, ${outcome.reason}`}`);
    outcomes.push(outcome);
  }
  const cells = outcomes.map(({ name, verdict, seconds }) => {
    const [make = "–", compile = "–", call = "–"] = seconds.map((one) => one.toFixed(1));
    return [name, make, compile, call, verdict];
  });
  console.log(`\n${columns(["client", "make s", "compile s", "calls s", ""], cells)}`);
  process.exitCode = outcomes.some(({ verdict }) => verdict === "FAILED") ? 1 : 0;
} finally {
  await server.close();
  rmSync(work, { recursive: true, force: true });
}

/** The license of the recorded check, which the default world has, and what the programs must print about it. */
function expected() {
  const { request, response } = successOf("check-license");
  const { product = "", license_key = "", hardware_id = "" } = Object.fromEntries(new URL(request.url).searchParams);
  const { license_type, id } = response.body as { license_type: string; id: number };
  return {
    env: {
      ...{ LICENSE_API_URL: server.url, PRODUCT: product, LICENSE_KEY: license_key, HARDWARE_ID: hardware_id },
      LICENSE_API_KEY: mock.credentials.apiKey,
      LICENSE_SHARED_KEY: mock.credentials.sharedKey,
    },
    printed: [
      `checked: ${license_type} ${id} of ${product}`,
      "deactivated: license_deactivated",
      "refused: 400 unknown_product",
    ].join("\n"),
  };
}
