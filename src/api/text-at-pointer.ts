/** What stands at a JSON pointer; undefined where nothing does. */
export function valueAtPointer(value: unknown, pointer: string): unknown {
  let at = value;
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replace(/~1/g, "/").replace(/~0/g, "~");
    const isThere = typeof at === "object" && at !== null && Object.hasOwn(at, name);
    at = isThere ? (at as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return at;
}

/** The same, short enough for a message. */
export function textAtPointer(value: unknown, pointer: string): string {
  return shortText(valueAtPointer(value, pointer));
}

/** A value in a message. */
export function shortText(value: unknown): string {
  return value === undefined ? "nothing" : (JSON.stringify(value) ?? typeof value).slice(0, 80);
}

/** A name as a step of a JSON pointer. */
export function pointerStep(name: string | number): string {
  return `/${String(name).replace(/~/g, "~0").replace(/\//g, "~1")}`;
}
