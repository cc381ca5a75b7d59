import { spawnSync } from "node:child_process";
import { delimiter, join } from "node:path";
import type { Language } from "./languages.ts";

/** What a language runs in, or what it lacks here. */
export type Prepared = { readonly env: NodeJS.ProcessEnv } | { readonly lacks: string };

/** The folder of a language's example. */
export function folderOf({ folder }: Language): string {
  return join(import.meta.dirname, folder);
}

/** Makes a language ready to run its example: what it needs beyond itself is fetched once. */
export function prepare(language: Language, given: NodeJS.ProcessEnv = process.env): Prepared {
  const env = { GOTOOLCHAIN: "local", PYTHONDONTWRITEBYTECODE: "1", ...given };
  const cwd = folderOf(language);
  const fails = (command: string) => whyItFails(command, cwd, env);
  const reason = fails(language.probe);
  if (reason !== undefined) return { lacks: `${reason}; the example in ${language.name} needs ${language.needs}` };
  if (language.folder === "python") return withCryptography(cwd, env, fails);
  return language.folder === "cpp" ? withLibraries(language, env, fails) : { env };
}

/** C++ fetches nothing: its libraries come with the system, by these packages of Debian. */
const cppLibraries = [
  { package: "libcurl4-openssl-dev", header: "curl/curl.h", link: "-lcurl" },
  { package: "libssl-dev", header: "openssl/evp.h", link: "-lcrypto" },
  { package: "nlohmann-json3-dev", header: "nlohmann/json.hpp", link: "" },
];

function withLibraries(
  { name, needs }: Language,
  env: NodeJS.ProcessEnv,
  fails: (command: string) => string | undefined,
): Prepared {
  const missing = cppLibraries.filter(({ header, link }) => {
    const program = `printf '#include <${header}>\\nint main() {}\\n'`;
    return fails(`${program} | g++ -std=c++17 $CPPFLAGS -x c++ - -o /dev/null $LDFLAGS ${link}`) !== undefined;
  });
  if (missing.length === 0) return { env };
  const names = missing.map((library) => `${library.header} (${library.package})`).join(", ");
  return { lacks: `g++ finds no ${names}; the example in ${name} needs ${needs}` };
}

/** Python's own library knows no RSA. Where the package is missing it goes to an environment beside the example. */
function withCryptography(
  folder: string,
  env: NodeJS.ProcessEnv,
  fails: (command: string) => string | undefined,
): Prepared {
  const imported = "python3 -c 'import cryptography'";
  if (fails(imported) === undefined) return { env };
  const own = join(folder, ".venv");
  const inside = { ...env, PATH: `${join(own, "bin")}${delimiter}${env.PATH ?? ""}` };
  if (whyItFails(imported, folder, inside) === undefined) return { env: inside };
  const install = "python3 -m pip install --quiet --disable-pip-version-check --retries 1 -r requirements.txt";
  const reason = fails("python3 -m venv .venv") ?? whyItFails(install, folder, inside);
  if (reason === undefined) return { env: inside };
  return { lacks: `Python's package cryptography is missing, and could not be installed: ${reason}` };
}

/** Why a command does not succeed in a folder, in a line; undefined where it does. */
function whyItFails(command: string, cwd: string, env: NodeJS.ProcessEnv): string | undefined {
  const { error, status, stderr } = spawnSync("sh", ["-c", command], { cwd, env, timeout: 120_000, encoding: "utf8" });
  if (error) return `\`${command}\` cannot be run (${error.message})`;
  const [tool] = command.split(" ");
  if (status === 127) return `there is no ${tool} here`;
  return status === 0 ? undefined : `\`${command}\` fails (${stderr.trim().split("\n").at(-1) || `status ${status}`})`;
}
