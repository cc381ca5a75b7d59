import { readFileSync } from "node:fs";

/** How somebody may send or answer a secret, or what looks like one and must stay. Written from the documents alone. */
export interface Row {
  readonly name: string;
  readonly kind: "header" | "query" | "json-body" | "broken-json" | "form" | "text" | "url";
  readonly input: string;
  readonly contentType?: string;
  readonly hides?: readonly string[];
  readonly shows?: string;
}

/** What is sent or answered. */
export const rows: readonly Row[] = JSON.parse(readFileSync(new URL("secrets.json", import.meta.url), "utf8"));
/** The header lines of a row. */
export const headersOf = ({ kind, input }: Row): [string, string][] =>
  kind !== "header"
    ? []
    : input.split("\n").map((line) => [line.split(":", 1)[0] ?? "", line.replace(/^[^:]*: */, "")]);
/** Whether a row is a whole body. */
export const isBody = ({ kind }: Row) => ["json-body", "broken-json", "form"].includes(kind);

/** Whether a row is a text that stands in others. */
export const isText = ({ kind }: Row) => ["query", "text", "url"].includes(kind);
