import { vi } from "vitest";

/** What something writes to standard output and standard error by way of the console, as one text. */
export async function printedBy(write: () => unknown): Promise<string> {
  const lines: string[] = [];
  const keep = (line: unknown) => void lines.push(`${line}\n`);
  const spies = [
    vi.spyOn(console, "log").mockImplementation(keep),
    vi.spyOn(console, "error").mockImplementation(keep),
  ];
  try {
    await write();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return lines.join("");
}
