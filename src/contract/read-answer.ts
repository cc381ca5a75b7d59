import type { Answer } from "./case.ts";

/** Whether a call succeeded: any status of the two hundreds. */
export function isSuccess({ status }: Pick<Answer, "status">): boolean {
  return status >= 200 && status < 300;
}

/** The code that an answer refuses by, if its body has one. */
export function codeIn({ body }: Pick<Answer, "body">): string | undefined {
  const { code } = (body ?? {}) as { code?: unknown };
  return typeof code === "string" ? code : undefined;
}

/** A body as far as a report shows it in a line. */
export function shown(text: string): string {
  return text.length > 200 ? `${text.slice(0, 200)}…` : text || "an empty body";
}

/** A text as JSON, or the text itself where it is none. Quoted words are no answer of the API, so the quotes stay. */
export function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "string" ? text : value;
  } catch {
    return text;
  }
}
