import { printable } from "../../api/printable.ts";

/** A job summary holds 1 MiB; nobody reads more rows than these. */
export const mostRows = 100;

/** A table under a title; nothing where it has no rows. */
export function markdownTable(title: string, columns: readonly string[], rows: readonly string[][]): string {
  if (rows.length === 0) return "";
  const lines = [columns, columns.map(() => "---"), ...rows.slice(0, mostRows)].map((row) => `| ${row.join(" | ")} |`);
  return [`### ${title}`, "", ...lines, ...leftOut(rows)].join("\n");
}

/** A list under a title; nothing where it is empty. */
export function markdownList(title: string, lines: readonly string[]): string {
  return lines.length === 0
    ? ""
    : [
        `### ${title}`,
        "",
        ...lines.slice(0, mostRows).map((line) => `- ${markdownText(line)}`),
        ...leftOut(lines),
      ].join("\n");
}

/** How many rows are not shown, as the lines behind those that are. */
export function leftOut(rows: readonly unknown[]): string[] {
  return rows.length > mostRows ? ["", `and ${rows.length - mostRows} more`] : [];
}

/** A text in the type of code. */
export function markdownCode(text: string): string {
  return `\`${printable(text).replaceAll("`", "'").replaceAll("|", "\\|")}\``;
}

/** A text that Markdown shows as it is, in one line: no tag, no table cell, no link and nobody's name in it. */
export function markdownText(text: string): string {
  return printable(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replace(/[\\`*_{}[\]()#|~!]/g, "\\$&")
    .replaceAll("@", "@<!-- -->");
}
