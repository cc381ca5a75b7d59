import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const src = resolve(import.meta.dirname, "../src");
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

/** Which layers a layer may import besides itself, which for their types only, and what its files must not mention. */
const layers: Record<string, { may: string[]; typesOf?: string[]; not: RegExp }> = {
  generated: { may: [], not: /from "node:|from "msw/ },
  api: { may: ["generated"], not: /from "node:|from "msw/ },
  recording: { may: ["api", "generated"], not: /from "(node:|msw|hono)/ },
  mock: { may: ["api", "generated"], not: /from "node:|from "msw/ },
  control: { may: ["mock", "recording", "api", "generated"], not: /from "node:|from "msw/ },
  "control-client": { may: ["api", "generated"], typesOf: ["mock"], not: /from "(node:|msw|hono)/ },
  adapters: { may: ["mock", "api", "control", "generated"], not: /from "commander/ },
  browser: {
    may: ["adapters", "mock", "api", "generated"],
    not: /from "(node:|vitest|hono|commander|\.\.\/adapters\/node)/,
  },
  data: { may: ["mock", "api", "generated"], not: /from "(node:|msw|vitest|hono|commander)/ },
  expectations: {
    may: ["api", "generated"],
    typesOf: ["control-client", "mock"],
    not: /from "(node:|msw|vitest|@playwright|hono|commander)/,
  },
  vitest: {
    may: ["expectations", "contract", "control-client", "mock", "api", "generated"],
    not: /from "(node:|msw|@playwright|commander)/,
  },
  playwright: {
    may: ["expectations", "recording", "control-client", "adapters", "mock", "api", "generated"],
    not: /from "(node:|msw|vitest|hono|commander)/,
  },
  contract: { may: ["recording", "api", "generated"], not: /from "(node:|msw|vitest)/ },
  proxy: { may: ["contract", "api", "generated"], not: /from "(commander|msw|vitest)/ },
};

test.each(files.filter((file) => layers[layerOf(file)]))("%s keeps to its layer", (file) => {
  const { may, typesOf = [], not } = layers[layerOf(file)] as (typeof layers)[string];
  const text = readFileSync(join(src, file), "utf8");
  const running = text.replace(/^(?:im|ex)port type [^;]*;/gm, "");
  expect(layersIn(running, file).filter((layer) => ![layerOf(file), ...may].includes(layer))).toEqual([]);
  expect(layersIn(text, file).filter((layer) => ![layerOf(file), ...may, ...typesOf].includes(layer))).toEqual([]);
  expect(text).not.toMatch(not);
});

test("one way in does not know another", () => {
  const ways = files.filter((file) => layerOf(file) === "adapters");
  for (const file of ways) {
    const stem = file.split("/")[1]?.split(/[-.]/)[0];
    const others = [...readFileSync(join(src, file), "utf8").matchAll(/from "\.\/([a-z]+)/g)].map(([, name]) => name);
    expect(
      others.every((name) => name === stem),
      file,
    ).toBe(true);
  }
});

test.each([
  ["@msw/data", "data"],
  ["@playwright/test", "playwright"],
])("nothing but the entry for %s needs it", (peer, entry) => {
  const users = files.filter((file) =>
    new RegExp(`(?:from|import\\() ?"${peer}`).test(readFileSync(join(src, file), "utf8")),
  );
  expect([...new Set(users.map(layerOf))]).toEqual([entry]);
});

test("only one file reads the machine's clock, only one waits by its timers, and none throws dice", () => {
  const core = files.filter(
    (file) =>
      /^(api|recording|mock|contract|control|control-client|data)\//.test(file) &&
      !["api/wall-clock.ts", "api/wait.ts"].includes(file),
  );
  const readers = core.filter((file) =>
    /Date\.now\(|new Date\(\)|Math\.random\(|\bset(?:Timeout|Interval)\b/.test(readFileSync(join(src, file), "utf8")),
  );
  expect(readers).toEqual([]);
});

test("files stay short enough to read", () => {
  const exempt = /^generated\/|^api\/(errors|endpoints)\.ts$|records\.ts$/;
  const long = files.filter((file) => {
    return !exempt.test(file) && readFileSync(join(src, file), "utf8").split("\n").length > 250;
  });
  expect(long).toEqual([]);
});

/** The layers that a file imports. */
function layersIn(text: string, file: string): string[] {
  const imported = [...text.matchAll(/(?:from|import\() ?"(\.[^"]+)"/g)].map(([, path = ""]) =>
    layerOf(relative(src, resolve(src, dirname(file), path))),
  );
  return [...new Set(imported)];
}

function layerOf(file: string): string {
  return file.includes("/") ? (file.split("/")[0] as string) : "";
}
