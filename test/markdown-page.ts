import { existsSync, readFileSync } from "node:fs";
import { dirname, relative, resolve } from "node:path";

/** The project's folder, with a slash at its end. */
export const root = `${resolve(import.meta.dirname, "..")}/`;

/** A fenced block of a page. */
export interface Block {
  readonly language: string;
  readonly text: string;
  /** The block of text that follows at once: what it prints. */
  readonly printed: string | undefined;
}

/** A page of the documentation whose blocks tests run: README.md or one under docs/. */
export interface MarkdownPage {
  readonly text: string;
  /** The block of a language that holds `mark`; a test that asks for it runs it. @throws Error where there is none. */
  claim(language: string, mark: string): Block;
  /** The blocks that nobody has asked for, except for what programs print. */
  unclaimed(): string[];
  /** The links that lead nowhere: to a heading or a file that is not there. */
  brokenLinks(): string[];
}

export function readPage(path: string): MarkdownPage {
  const text = readFileSync(root + path, "utf8");
  const blocks = blocksOf(text);
  const claimed = new Set<Block>();
  return {
    text,
    claim(language, mark) {
      const block = blocks.find((candidate) => candidate.language === language && candidate.text.includes(mark));
      if (!block) throw new Error(`${path} has no ${language} block with ${mark}`);
      claimed.add(block);
      return block;
    },
    unclaimed: () =>
      blocks.filter((block) => block.language !== "text" && !claimed.has(block)).map((block) => block.text),
    brokenLinks: () =>
      [...text.matchAll(/\]\(([^)]+)\)/g)].map(([, link = ""]) => link).filter((link) => !leads(path, link)),
  };
}

function blocksOf(page: string): Block[] {
  const fences = [...page.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  return fences.map(({ 0: whole, 1: language = "", 2: text = "", index }, at) => {
    const next = fences[at + 1];
    const follows = next?.[1] === "text" && page.slice(index + whole.length, next.index).trim() === "";
    return { language, text, printed: follows ? next[2] : undefined };
  });
}

/** Links to other sites are believed. */
function leads(from: string, link: string): boolean {
  if (/^[a-z]+:/.test(link)) return true;
  const [path = "", anchor] = link.split("#");
  const file = path === "" ? from : relative(root, resolve(root, dirname(from), path));
  if (!existsSync(root + file)) return false;
  return anchor === undefined || anchorsOf(readFileSync(root + file, "utf8")).includes(anchor);
}

function anchorsOf(page: string): string[] {
  return [...page.matchAll(/^#+ (.+)$/gm)].map(([, title = ""]) =>
    title
      .toLowerCase()
      .replace(/[^a-z0-9 _-]/g, "")
      .replaceAll(" ", "-"),
  );
}
