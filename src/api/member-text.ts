/**
 * The text of one member of a JSON object, as it stands there. Wrapped offline requests are signed over this very text:
 * some clients write it compactly, others with blanks after commas and colons, and writing it anew would lose that.
 *
 * @param json a text that is known to be a JSON object.
 */
export function memberText(json: string, name: string): string | undefined {
  let found: string | undefined;
  let at = skipBlanks(json, json.indexOf("{") + 1);
  while (json[at] === '"') {
    const nameEnd = endOfString(json, at);
    const key = JSON.parse(json.slice(at, nameEnd)) as string;
    const start = skipBlanks(json, skipBlanks(json, nameEnd) + 1); // behind the colon
    const end = endOfValue(json, start);
    if (key === name) found = json.slice(start, end); // the last one counts, as for JSON.parse
    at = skipBlanks(json, skipBlanks(json, end) + 1); // behind the comma
  }
  return found;
}

function skipBlanks(json: string, from: number): number {
  let at = from;
  while (at < json.length && " \t\r\n".includes(json[at] as string)) at += 1;
  return at;
}

/** Where a string ends that begins with its quote. */
function endOfString(json: string, from: number): number {
  let at = from + 1;
  while (at < json.length && json[at] !== '"') at += json[at] === "\\" ? 2 : 1;
  return at + 1;
}

/** Where a value ends: at the bracket that closes it, or before the next separator. */
function endOfValue(json: string, from: number): number {
  if (json[from] === '"') return endOfString(json, from);
  let depth = 0;
  let at = from;
  while (at < json.length) {
    const letter = json[at] as string;
    if (letter === '"') {
      at = endOfString(json, at);
      continue;
    }
    if ("{[".includes(letter)) depth += 1;
    else if ("}]".includes(letter)) {
      if (depth === 0) return at;
      depth -= 1;
      if (depth === 0) return at + 1;
    } else if (depth === 0 && ", \t\r\n".includes(letter)) return at;
    at += 1;
  }
  return at;
}
