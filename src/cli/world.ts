import { Argument, Command, InvalidArgumentError } from "commander";
import { readDefaultWorld } from "../generated/fixtures.ts";
import { largeWorld } from "../mock/world/large-world.ts";
import { jsonLines, print } from "./print.ts";

/** `license-api-kit world`: prints a world file, to start one's own from or to load. */
export function worldCommand(): Command {
  return new Command("world")
    .description("print a world file: the default one to start your own from, or a large one for load")
    .addArgument(new Argument("<name>", "which world").choices(["default", "large"]))
    .option("--licenses <number>", "licenses in the large world", readCount, 5_000)
    .addHelpText(
      "after",
      "\nExample:\n  license-api-kit world large --licenses 20000 > large.json\n  license-api-kit serve --world large.json",
    )
    .exitOverride()
    .action((name: "default" | "large", { licenses }: { licenses: number }) => {
      print(jsonLines(name === "default" ? readDefaultWorld() : largeWorld({ licenses })));
    });
}

function readCount(text: string): number {
  const count = Number(text);
  if (Number.isInteger(count) && count >= 1 && count <= 1_000_000) return count;
  throw new InvalidArgumentError("Expected a whole number from 1 to 1000000.");
}
