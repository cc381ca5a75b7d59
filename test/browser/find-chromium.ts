import { accessSync, constants } from "node:fs";

const usualPlaces = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

/** The Chromium to drive, or why there is none, in the words a skipped or failed run shows. */
export type Chromium = { executablePath: string } | { missing: string };

/** Looks where CHROMIUM points and, if it is set, nowhere else, so that a typing error is not hidden. */
export function findChromium(): Chromium {
  const places = process.env.CHROMIUM ? [process.env.CHROMIUM] : usualPlaces;
  const executablePath = places.find(isExecutable);
  if (executablePath !== undefined) return { executablePath };
  return { missing: `no Chromium at ${places.join(", ")}: set CHROMIUM to the path of one` };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
