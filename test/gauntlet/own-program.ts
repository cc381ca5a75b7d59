import { createInterface } from "node:readline";
import { DriverFailure } from "../../src/gauntlet/drivers/driver.ts";
import { startOwn } from "./own-driver.ts";

// The client of these tests as a program that speaks lines of JSON; its traits are the arguments.
const driver = await startOwn(...process.argv.slice(2))();
for await (const line of createInterface({ input: process.stdin })) {
  const message = JSON.parse(line);
  try {
    console.log(JSON.stringify(await driver.ask(message)));
  } catch (error) {
    console.error(error instanceof DriverFailure ? error.message : error);
    process.exit(1);
  }
  if (message.verb === "end") process.exit(0);
}
