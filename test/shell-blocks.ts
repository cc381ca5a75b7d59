import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { createBlockFiles } from "./block-files.ts";
import { cli, run, startServer } from "./command.ts";
import { type Block, root } from "./markdown-page.ts";

/** A shell for the blocks of a page, in a folder of their own where the package is installed. */
export interface Shell {
  readonly folder: string;
  /** Runs a block; `printed` is all that a reader sees, errors included. A command that fails ends it. */
  run(text: string): Promise<{ status: number | null; printed: string }>;
  remove(): void;
}

/**
 * Makes a shell in which the built command stands for npx. What a page says (an address, mostly) stands for what the test
 * has, there and back.
 */
export function createShell(here: Readonly<Record<string, string>> = {}, files = createBlockFiles()): Shell {
  const { folder, remove } = files;
  mkdirSync(join(folder, "node_modules"));
  symlinkSync(root, join(folder, "node_modules/license-api-kit"));
  const command = `'${process.execPath}' '${cli}'`;
  const entries = Object.entries(here);
  const env = { ...process.env, LICENSE_API_KIT_URL: here[defaultUrl] ?? defaultUrl };
  return {
    folder,
    async run(text) {
      const npxless = text.replaceAll("npx license-api-kit", command);
      const script = entries.reduce((all, [said, meant]) => all.replaceAll(said, meant), npxless);
      const { status, stdout } = await run("bash", ["-ec", `cd '${folder}'\nexec 2>&1\n${script}`], env);
      const printed = entries.reduce((all, [said, meant]) => all.replaceAll(meant, said), stdout);
      return { status, printed };
    },
    remove,
  };
}

/** Where `ctl` looks for a server that nobody named. */
export const defaultUrl = "http://127.0.0.1:8080";

/** The server that a page's first block starts, on a free port, and a shell for the blocks that call it. */
export async function openPageShell(start: Block): Promise<{ readonly shell: Shell; close(): Promise<void> }> {
  const [, flags = ""] = /--port 8080 (.+)/.exec(start.text) ?? [];
  const server = await startServer("--quiet", ...flags.split(" "));
  const shell = createShell({ [defaultUrl]: server.url });
  const close = async () => {
    await server.end();
    shell.remove();
  };
  return { shell, close };
}
