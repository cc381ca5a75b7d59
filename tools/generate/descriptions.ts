import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { generateClientOpenapi } from "./client-openapi.ts";
import { generateControlOpenapi } from "./control-openapi.ts";
import { generateOpenapi } from "./openapi.ts";

/** The OpenAPI files, each with what makes it. They are large and follow from the rest, so they are not committed. */
export const descriptions = {
  "openapi.json": generateOpenapi,
  "openapi.client.json": generateClientOpenapi,
  "control-openapi.json": generateControlOpenapi,
} as const;

/** Writes the OpenAPI files into `src/generated/`, where they are not as they should be. */
export function writeDescriptions(): void {
  const folder = new URL("../../src/generated/", import.meta.url);
  mkdirSync(folder, { recursive: true });
  for (const [name, generate] of Object.entries(descriptions)) {
    const file = new URL(name, folder);
    const text = `${JSON.stringify(generate(), null, 2)}\n`;
    if (text !== present(file)) writeFileSync(file, text);
  }
}

function present(file: URL): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) writeDescriptions();
