/**
 * JSON with line ends and indentation, else as it came. It moves white space only: reading and writing the values anew
 * would change ids above 2^53, drop fields given twice, and so show an answer that never came.
 */
export function prettyJson(text: string): string {
  if (!isJson(text)) return text;
  let depth = 0;
  const lineEnd = () => `\n${"  ".repeat(depth)}`;
  return text.replace(tokens, (token) => {
    if (token.startsWith('"')) return token;
    if (token.trim() === "") return "";
    if (token.length > 1) return token[0] === "{" ? "{}" : "[]";
    if (token === ":") return ": ";
    if (token === ",") return `,${lineEnd()}`;
    depth += token === "{" || token === "[" ? 1 : -1;
    return token === "{" || token === "[" ? token + lineEnd() : lineEnd() + token;
  });
}

const tokens = /"(?:[^"\\]|\\.)*"|\s+|\{\s*\}|\[\s*\]|[{}[\],:]/g;

function isJson(text: string): boolean {
  try {
    return typeof JSON.parse(text) === "object";
  } catch {
    return false;
  }
}
