import { execFileSync } from "node:child_process";
import { bytesPerKilobyte } from "../browser-bundle.ts";

/** What is downloaded and what lies on the disk after it, in kilobytes. It takes `dist/` as it is. */
export function packedSize(root: string): { packedKB: number; unpackedKB: number } {
  const command = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const printed = execFileSync("npm", command, { cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const [pack] = JSON.parse(printed) as { size: number; unpackedSize: number }[];
  if (pack === undefined) throw new Error(`npm ${command.join(" ")} told of no package: ${printed}`);
  return { packedKB: pack.size / bytesPerKilobyte, unpackedKB: pack.unpackedSize / bytesPerKilobyte };
}
