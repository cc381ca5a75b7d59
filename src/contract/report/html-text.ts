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

/** Control characters are shown by their code, as are those that turn the direction of writing. */
function escaped(text: string): string {
  return text
    .replace(/[&<>"']/g, (letter) => entities[letter] as string)
    .replace(/[^\P{Cc}\n\t]|[\u202a-\u202e\u2066-\u2069]|\p{Cs}/gu, codeOf);
}

function codeOf(letter: string): string {
  return `\\u${letter.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
