import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { languages } from "../../examples/languages.ts";
import { endpointNames, endpointRow } from "../../src/api/endpoints.ts";
import { licenseSignatureText, signatureId } from "../../src/api/signature.ts";
import { openapiGenerators } from "../../tools/clients/openapi-generator.ts";
import { typescriptGenerators } from "../../tools/clients/typescript-generators.ts";
import { run, type ServerProcess, startServer } from "../command.ts";
import { readPage, root } from "../markdown-page.ts";
import { createShell, defaultUrl, type Shell } from "../shell-blocks.ts";
import { lacking } from "../tools.ts";

const page = readPage("docs/languages.md");
const start = page.claim("sh", "serve --port 8080");
const script = page.claim("sh", "--port 0 --json");
const variables = page.claim("sh", "export LICENSE_API_URL");
const firstCall = page.claim("sh", "sign --curl");
const commands = page.claim("sh", "npm run example:");
const programs = ["vectors.py", "space.py"].map((name) => [name, page.claim("python", `# ${name}`)] as const);

let server: ServerProcess;
let shell: Shell;
beforeAll(async () => {
  server = await startServer("--quiet");
  shell = createShell({ [defaultUrl]: server.url });
});
afterAll(async () => {
  await server.end();
  shell.remove();
});

test("the command starts the server that the calls below go to", () => {
  expect(start.text).toBe("npx license-api-kit serve --port 8080\n"); // here on a free port, without npx
});

const noTools = lacking("bash", "curl");

test.skipIf(noTools)("a script learns where the server is and whom it knows", async () => {
  expect(await shell.run(script.text)).toEqual({ status: 0, printed: script.printed });
});

test.skipIf(noTools)("a first call by the four variables prints what stands there", async () => {
  expect(await shell.run(variables.text + firstCall.text)).toEqual({ status: 0, printed: firstCall.printed });
});

test("the variables are those that the server tells", () => {
  const values = { key: server.apiKey, sharedKey: server.sharedKey, publicKeyUrl: server.publicKeyUrl };
  for (const value of Object.values(values)) expect(variables.text).toContain(value.replace(server.url, defaultUrl));
});

test("the server says which fields a call has, as the page says", async () => {
  expect(page.text).toContain("says `GET /openapi.json` of the server");
  const { paths } = (await (await fetch(`${server.url}/openapi.json`)).json()) as { paths: Record<string, object> };
  expect(Object.keys(paths)).toContain("/api/v4/check_license");
});

// What they do and print is held by the tests of the examples
test("there is one command for each example", () => {
  expect(commands.text).toBe(languages.map(({ folder }) => `npm run example:${folder}\n`).join(""));
});

// What they make is held by npm run check:clients
test("every generator that is checked is named, with the options that it is given", () => {
  for (const { name, make } of [...openapiGenerators, ...typescriptGenerators]) {
    const options = make.args[make.args.indexOf("--additional-properties") + 1] ?? "";
    const row = page.text.split("\n").find((line) => line.startsWith(`| ${name} |`));
    expect(row, name).toContain(make.args.includes("--additional-properties") ? `\`${options}\`` : name);
  }
});

test("every file of vectors is named, with the fields that stand in it", () => {
  const folder = join(root, "fixtures/vectors");
  for (const name of readdirSync(folder)) {
    const [, fields = ""] = page.text.match(new RegExp(`^\\| \`${name}\` \\|([^|]*)\\|`, "m")) ?? [];
    expect(fields, name).not.toBe("");
    const content = JSON.parse(readFileSync(join(folder, name), "utf8"));
    const holder = content.vectors?.[0] ?? content;
    for (const [, field = ""] of fields.matchAll(/`([a-z]\w+)`/g)) expect(holder).toHaveProperty(field);
  }
});

test("the table of what is hashed names every endpoint that puts signatures inside, and where", () => {
  const rows = page.text.split("\n").filter((line) => line.includes("`license_signature` in"));
  const inside = endpointNames.filter((name) => endpointRow(name).embeds !== undefined);
  const named = rows.flatMap((row) => [...row.matchAll(/`((?:de)?activate_\w+|check_\w+)`/g)].map(([, name]) => name));
  expect(named.sort()).toEqual(inside.map((name) => endpointRow(name).path.split("/").at(-1)).sort());
});

test("what it says of ends and usernames is what the mock signs", () => {
  expect(page.text).toMatch(/the license has no end \(`null`\) \| the last part is empty/);
  expect(licenseSignatureText({ hardware_id: "PC", id: "KEY", validity_period: null })).toBe("pc#key#");
  expect(signatureId({ username: "ada|1|2", license_key: "KEY" }, {})).toBe("ada");
});

// The whole of Python that they need is in its own library
test.skipIf(lacking("python3")).each(programs)("%s prints what stands below it", async (name, { text, printed }) => {
  writeFileSync(join(shell.folder, name), text);
  const command = `cd '${root}' && python3 '${join(shell.folder, name)}'`;
  const env = { ...process.env, LICENSE_API_URL: server.url };
  expect(await run("sh", ["-c", command], env)).toEqual({ status: 0, stdout: printed, stderr: "" });
});

test("every block was run", () => {
  expect(page.unclaimed()).toEqual([]);
});

test("every link leads somewhere", () => {
  expect(page.brokenLinks()).toEqual([]);
});
