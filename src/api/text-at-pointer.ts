/** What stands at a JSON pointer, short enough for a message. */
export function textAtPointer(value: unknown, pointer: string): string {
  let at = value;
  for (const step of pointer.split("/").slice(1)) {
    at = (at as Record<string, unknown> | null | undefined)?.[step.replace(/~1/g, "/").replace(/~0/g, "~")];
  }
  return at === undefined ? "nothing" : (JSON.stringify(at) ?? typeof at).slice(0, 80);
}
