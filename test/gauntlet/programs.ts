import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** Drivers that are no drivers, each in its way, as programs of Node. */
export const badPrograms = {
  "says nothing": "setInterval(() => {}, 1000);",
  "ends by itself": "process.exit(3);",
  "is ended by a signal": "process.kill(process.pid, 'SIGKILL');",
  "answers what is no JSON": "process.stdin.on('data', () => console.log('hello there'));",
  "answers what is no answer": "process.stdin.on('data', () => console.log('{\"name\":1}'));",
  "says two lines for one":
    'process.stdin.on(\'data\', () => console.log(\'{"name":"x","version":"1","language":"x","can":["activate","check"]}\\n{}\\n{}\'));',
  "talks without end": "const more = () => process.stdout.write('x'.repeat(65536), () => setImmediate(more)); more();",
} as const;

/** Writes a program; gives the command that starts it. */
export function programIn(folder: string, name: keyof typeof badPrograms): [string, ...string[]] {
  const file = join(folder, `${name.replaceAll(" ", "-")}.mjs`);
  writeFileSync(file, badPrograms[name]);
  return [process.execPath, file];
}
