import { spawn } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { endpointNames } from "../src/api/endpoints.ts";
import { nearestName } from "../src/api/nearest-name.ts";

// Developer's tool: the unit tests, of one endpoint where `--endpoint NAME` says so, again at each change with `--watch`.
// What else is given goes to vitest.

const { values, positionals } = parseArgs({
  options: { endpoint: { type: "string" }, watch: { type: "boolean", default: false } },
  allowPositionals: true,
  strict: true,
});
const { endpoint, watch } = values;
if (endpoint !== undefined && !endpointNames.some((name) => name === endpoint)) {
  const near = nearestName(endpoint, endpointNames);
  const hint = near === undefined ? `expected one of ${endpointNames.join(", ")}` : `did you mean ${near}?`;
  console.error(`--endpoint: found ${JSON.stringify(endpoint)}, ${hint}`);
  process.exit(2);
}
const files =
  endpoint === undefined ? [] : [`test/endpoints/${endpoint}.test.ts`, "test/contract-core.test.ts", "test/catalogue"];
const vitest = fileURLToPath(new URL("../node_modules/vitest/vitest.mjs", import.meta.url));
const child = spawn(
  process.execPath,
  [vitest, watch ? "watch" : "run", "--project", "unit", ...files, ...positionals],
  { stdio: "inherit", env: { ...process.env, ...(endpoint !== undefined && { LICENSE_API_KIT_ENDPOINT: endpoint }) } },
);
const [status] = await once(child, "exit");
process.exitCode = status ?? 1;
