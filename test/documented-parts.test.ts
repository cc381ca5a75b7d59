import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { endpointNames, endpointRow } from "../src/api/endpoints.ts";
import { notImitated } from "../src/api/not-imitated.ts";
import { documentedParts } from "../tools/generate/documented-parts.ts";

const all = documentedParts();
const readme = readFileSync(`${import.meta.dirname}/../README.md`, "utf8");
const [, notDone = ""] = readme.split("## What it does not do");

test("the table of the documented API has no empty cell and names nothing twice", () => {
  for (const cell of all.flatMap((row) => Object.values(row))) expect(cell.trim()).not.toBe("");
  expect(new Set(all.map(({ part }) => part)).size).toBe(all.length);
  for (const { part, source } of all) expect(source, part).toMatch(/^(documented|observed): \S/);
});

test("it has every endpoint, and every part that is known by its name alone", () => {
  const parts = all.map(({ part }) => part).join("\n");
  for (const name of endpointNames) expect(parts).toContain(`${endpointRow(name).method} ${endpointRow(name).path}\``);
  for (const { name } of notImitated) expect(parts).toContain(name);
});

test("README says of each part that is not imitated that it is not", () => {
  for (const { part, here } of all.filter((row) => row.here !== "imitated")) {
    const [, code] = part.match(/`(?:POST \/api\/v4\/)?([\w-]+)…?`/) ?? [];
    const words = code ?? part.split(/[ :]/)[0] ?? "";
    expect(notDone.toLowerCase(), `${part}: ${here}`).toContain(words.toLowerCase());
  }
});
