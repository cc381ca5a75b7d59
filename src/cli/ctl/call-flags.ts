import { type Command, InvalidArgumentError, Option } from "commander";
import { type EndpointName, endpointNames } from "../../api/endpoints.ts";
import { nearestName } from "../../api/nearest-name.ts";
import { readCount } from "../flag-values.ts";

/** Adds the flags that say which calls are meant. */
export function addCallFlags(command: Command): Command {
  return command
    .option("--license <name>", "only calls about this license key, username or license id")
    .option("--device <id>", "only calls of this hardware id")
    .option("--product <code>", "only calls about this product")
    .option("--times <count>", "only so many calls", readCount);
}

/** The flag that names an endpoint, or several. */
export function endpointFlag(about: string): Option {
  return new Option("--endpoint <name>", about)
    .choices(endpointNames)
    .argParser((text: string, before: readonly EndpointName[] = []) => [...before, readEndpoint(text)]);
}

/** Reads the name of an endpoint. */
export function readEndpoint(text: string): EndpointName {
  const found = endpointNames.find((name) => name === text);
  if (found) return found;
  const near = nearestName(text, endpointNames);
  throw new InvalidArgumentError(near ? `Did you mean ${near}?` : `Expected one of ${endpointNames.join(", ")}.`);
}

/** Fields with their values as one line for people. */
export function fieldText(fields: object): string {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return entries.map(([name, value]) => `${name}=${plainText(value)}`).join(" ");
}

function plainText(value: unknown): string {
  if (Array.isArray(value)) return value.join(",");
  return typeof value === "string" ? value : JSON.stringify(value);
}
