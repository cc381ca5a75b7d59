import { printableLines } from "../../api/printable.ts";

/** Markup that is safe to put into a page as it is. */
export interface Html {
  readonly html: string;
}

type Content = string | number | false | undefined | Html | readonly Html[];

/** Writes markup: what is put into the template is text and stays text, unless it is markup itself. */
export function html(template: TemplateStringsArray, ...contents: readonly Content[]): Html {
  return { html: template.reduce((page, part, at) => page + markupOf(contents[at - 1]) + part) };
}

/** Text that stands in this project's files, not in an answer, taken as markup. */
export function trusted(text: string): Html {
  return { html: text };
}

function markupOf(content: Content): string {
  if (content === undefined || content === false) return "";
  if (typeof content === "string" || typeof content === "number") return escaped(String(content));
  return "html" in content ? content.html : content.map((one) => one.html).join("");
}

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

function escaped(text: string): string {
  return printableLines(text).replace(/[&<>"']/g, (letter) => entities[letter] as string);
}
