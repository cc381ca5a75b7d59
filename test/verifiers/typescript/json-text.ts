/** The JSON of a text; undefined where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The very texts of the members of that name in the outermost object of a valid JSON. */
export function memberTexts(json: string, name: string): string[] {
  const texts: string[] = [];
  let at = json.indexOf("{") + 1;
  for (const token of separators(json, at)) {
    if (token.depth > 0 || (token.text !== "," && token.text !== "}")) continue;
    const [, key = '""', text = ""] = /^\s*("(?:[^"\\]|\\.)*")\s*:\s*(.*?)\s*$/s.exec(json.slice(at, token.at)) ?? [];
    if (JSON.parse(key) === name) texts.push(text);
    at = token.at + 1;
  }
  return texts;
}

/** Commas and brackets outside of texts, with the depth in which they stand. */
function* separators(json: string, from: number): Generator<{ text: string; at: number; depth: number }> {
  let depth = 0;
  for (const { 0: text, index } of json.slice(from).matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],]/gs)) {
    if (text === "{" || text === "[") depth += 1;
    else if (!text.startsWith('"')) yield { text, at: from + index, depth };
    if (text === "}" || text === "]") depth -= 1;
  }
}
