import { writeDescriptions } from "../../tools/generate/descriptions.ts";

/** The OpenAPI files are not committed, so a fresh checkout has none. */
export function setup(): void {
  writeDescriptions();
}
