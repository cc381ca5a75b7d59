/** A path without its trailing slash and without doubled ones, which clients are free to send. */
export function plainPath(path: string): string {
  return path.replace(/\/{2,}/g, "/").replace(/(?<=.)\/$/, "");
}
