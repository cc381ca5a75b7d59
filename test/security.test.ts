import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./markdown-page.ts";

const [, page = ""] =
  /\n## What is promised\n([\s\S]*)\n## What is not\n/.exec(readFileSync(join(root, "SECURITY.md"), "utf8")) ?? [];

/** A promise, with the test that holds it: `- Text. (test/file.test.ts: words of its title)` */
const promises = [...page.matchAll(/^- ([^\n]*(?:\n {2}[^\n]*)*)/gm)].map(([, text = ""]) => text.replace(/\s+/g, " "));

test("every promise of SECURITY.md names its test", () => {
  expect(promises.length).toBeGreaterThan(25);
  for (const promise of promises) expect(promise).toMatch(/\((test\/[\w./-]+\.test\.ts: [^()]+(; )?)+\)$/);
});

test.each(promises)("%s", (promise) => {
  const [, named = ""] = /\(([^()]+)\)$/.exec(promise) ?? [];
  for (const one of named.split("; ")) {
    const [file = "", title = ""] = one.split(/: (.*)/s);
    expect(existsSync(join(root, file)), file).toBe(true);
    const source = readFileSync(join(root, file), "utf8");
    expect(/\b(?:test|describe)\.(?:skip|todo|only)\(/.test(source), `${file} leaves a test out`).toBe(false);
    expect(titlesIn(source), file).toContain(title);
  }
});

function titlesIn(source: string): string[] {
  const titles = /\b(?:test(?:\.each\([\s\S]*?\))?|\))\(\s*(?:"((?:[^"\\]|\\.)*)"|`([^`]*)`)/g;
  return [...source.matchAll(titles)].map(([, plain, template]) =>
    plain === undefined ? (template as string).replace(/ \(seed .*/, "") : plain.replace(/\\(.)/g, "$1"),
  );
}
