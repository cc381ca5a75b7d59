import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, test } from "vitest";

const src = resolve(import.meta.dirname, "../src");
const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));

/** Which layers a layer may import besides itself, which for their types only, and what its files must not mention. */
const layers: Record<string, { may: string[]; typesOf?: string[]; not: RegExp }> = {
  generated: { may: [], not: /from "node:|from "msw/ },
  api: { may: ["generated"], not: /from "node:|from "msw/ },
  mock: { may: ["api", "generated"], not: /from "node:|from "msw/ },
  stores: { may: ["mock", "api"], not: /from "(msw|hono|commander|vitest)/ },
  contract: { may: ["api", "generated"], not: /from "(node:|msw|vitest)/ },
  traffic: { may: ["contract", "api", "generated"], not: /from "(node:|commander|msw|vitest)/ },
  "traffic/proxy": { may: ["traffic", "contract", "api", "generated"], not: /from "(commander|msw|vitest)/ },
  explore: { may: ["traffic", "contract", "mock", "api", "generated"], not: /from "(node:|commander|msw|vitest)/ },
  control: { may: ["mock", "traffic", "api", "generated"], not: /from "node:|from "msw/ },
  // of control it takes the table of operations alone, which knows the mock by its types
  "control/client": {
    may: ["control", "api", "generated"],
    typesOf: ["mock"],
    not: /from "(node:|msw|hono|\.\.\/(?!operations?\.ts|\.\.\/))/,
  },
  doors: {
    may: ["stores", "control", "control/client", "traffic", "contract", "mock", "api", "generated"],
    not: /from "(commander|vitest|@playwright)/,
  },
  gauntlet: { may: ["doors", "contract", "mock", "api", "generated"], not: /from "(commander|vitest|msw)/ },
  "doors/browser": {
    may: ["doors", "mock", "api", "generated"],
    not: /from "(node:|vitest|hono|commander|\.\.\/node)/,
  },
  "doors/data": { may: ["mock", "api", "generated"], not: /from "(node:|msw|vitest|hono|commander)/ },
  "doors/test": {
    may: ["api", "generated"],
    typesOf: ["control/client", "mock"],
    not: /from "(node:|msw|vitest|@playwright|hono|commander)/,
  },
  "doors/vitest": {
    may: ["doors/test", "contract", "control/client", "mock", "api", "generated"],
    not: /from "(node:|msw|@playwright|commander)/,
  },
  "doors/playwright": {
    may: ["doors/test", "traffic", "control/client", "doors", "mock", "api", "generated"],
    not: /from "(node:|msw|vitest|hono|commander)/,
  },
};

test.each(files.filter((file) => layers[layerOf(file)]))("%s keeps to its layer", (file) => {
  const { may, typesOf = [], not } = layers[layerOf(file)] as (typeof layers)[string];
  const text = readFileSync(join(src, file), "utf8");
  const running = text.replace(/^(?:im|ex)port type [^;]*;/gm, "");
  expect(layersIn(running, file).filter((layer) => ![layerOf(file), ...may].includes(layer))).toEqual([]);
  expect(layersIn(text, file).filter((layer) => ![layerOf(file), ...may, ...typesOf].includes(layer))).toEqual([]);
  expect(text).not.toMatch(not);
});

test("the table of operations runs without the mock, so that a remote client is small", () => {
  for (const file of ["control/operation.ts", "control/operations.ts"]) {
    const running = readFileSync(join(src, file), "utf8").replace(/^(?:im|ex)port type [^;]*;/gm, "");
    expect(layersIn(running, file).filter((layer) => !["control", "api"].includes(layer))).toEqual([]);
  }
});

test("stores take of the mock what a store is, and nothing that knows worlds", () => {
  for (const file of files.filter((one) => layerOf(one) === "stores")) {
    const mocks = [...readFileSync(join(src, file), "utf8").matchAll(/from "\.\.\/mock\/([^"]+)"/g)].map(
      ([, path]) => path,
    );
    expect(
      mocks.every((path) => path === "space/store.ts"),
      file,
    ).toBe(true);
  }
});

test("one way in does not know another", () => {
  const ways = files.filter((file) => layerOf(file) === "doors");
  for (const file of ways) {
    const stem = file.split("/").at(-1)?.split(/[-.]/)[0];
    const others = [...readFileSync(join(src, file), "utf8").matchAll(/from "\.\/([a-z]+)/g)].map(([, name]) => name);
    expect(
      others.every((name) => name === stem),
      file,
    ).toBe(true);
  }
});

test.each([
  ["@msw/data", "doors/data"],
  ["@playwright/test", "doors/playwright"],
  ["@redis/client", "stores"],
  ["classic-level", "stores"],
])("nothing but the folder for %s needs it", (peer, folder) => {
  const users = files.filter((file) =>
    new RegExp(`(?:from|import\\() ?"${peer}`).test(readFileSync(join(src, file), "utf8")),
  );
  expect([...new Set(users.map(layerOf))]).toEqual([folder]);
});

test("only one file reads the machine's clock, only one waits by its timers, and none throws dice", () => {
  const core = files.filter(
    (file) =>
      /^(api|mock|contract|traffic|explore|control|doors\/data)\//.test(file) &&
      !file.startsWith("traffic/proxy/") &&
      !["api/wall-clock.ts", "api/wait.ts"].includes(file),
  );
  const readers = core.filter((file) =>
    /Date\.now\(|new Date\(\)|Math\.random\(|\bset(?:Timeout|Interval)\b/.test(readFileSync(join(src, file), "utf8")),
  );
  expect(readers).toEqual([]);
});

test("one file writes what the command line says, so that nothing passes the printer by", () => {
  const writers = files.filter(
    (file) =>
      file.startsWith("cli/") &&
      /console\.|\b(?:out|told|stdout|stderr)\.write\(/.test(readFileSync(join(src, file), "utf8")),
  );
  expect(writers).toEqual(["cli/print.ts"]);
});

test("files stay short enough to read", () => {
  const exempt = /^generated\/|^api\/(errors|endpoints)\.ts$|^control\/operations\.ts$|records\.ts$/;
  const long = files.filter((file) => {
    return !exempt.test(file) && readFileSync(join(src, file), "utf8").split("\n").length > 250;
  });
  expect(long).toEqual([]);
});

test("an exported name means one thing", () => {
  const homes = new Map<string, Set<string>>();
  for (const file of files.filter((one) => !one.startsWith("generated/"))) {
    const exported = readFileSync(join(src, file), "utf8").matchAll(
      /^export (?:async )?(?:const|function\*?|interface|type|class) (\w+)/gm,
    );
    for (const [, name = ""] of exported) homes.set(name, (homes.get(name) ?? new Set()).add(file));
  }
  expect([...homes].filter(([, home]) => home.size > 1).map(([name, home]) => [name, ...home])).toEqual([]);
});

test("no circle of running code", () => {
  const arrows = new Map(
    files.map((file) => {
      const running = readFileSync(join(src, file), "utf8").replace(/^(?:im|ex)port type [^;]*;/gm, "");
      const imports = [...running.matchAll(/^(?:im|ex)port [^;]*?from "(\.[^"]+)"/gm)];
      return [file, imports.map(([, path = ""]) => relative(src, resolve(src, dirname(file), path)))] as const;
    }),
  );
  const done = new Set<string>();
  const circles: string[][] = [];
  const follow = (file: string, way: readonly string[]) => {
    if (way.includes(file)) circles.push([...way.slice(way.indexOf(file)), file]);
    if (way.includes(file) || done.has(file)) return;
    for (const next of arrows.get(file) ?? []) follow(next, [...way, file]);
    done.add(file);
  };
  for (const file of files) follow(file, []);
  expect(circles).toEqual([]);
});

/** The layers that a file imports. */
function layersIn(text: string, file: string): string[] {
  const imported = [...text.matchAll(/(?:from|import\() ?"(\.[^"]+)"/g)].map(([, path = ""]) =>
    layerOf(relative(src, resolve(src, dirname(file), path))),
  );
  return [...new Set(imported)];
}

/** The narrowest layer that a file is in: the folder in its folder where that is a layer of its own. */
function layerOf(file: string): string {
  const [folder = "", inner = ""] = file.split("/").slice(0, -1);
  return Object.hasOwn(layers, `${folder}/${inner}`) ? `${folder}/${inner}` : folder;
}
