import type { EndpointName } from "../../../src/api/endpoints.ts";
import type { WorldFile } from "../../../src/generated/types.ts";
import type * as leaves from "../effects.ts";

/** One call of the story that is held against the world. */
export interface Step {
  readonly endpoint: EndpointName;
  /** What is sent; a function where it rests on what the calls before have left. */
  readonly input: Fields | ((world: WorldFile) => Fields);
  /** The company whose key calls. @default Alpha */
  readonly as?: "Beta";
  /** What it leaves in the world. @default nothing */
  readonly leaves?: leaves.Effect;
  /** Where the time is set to before. @default where it stands */
  readonly at?: string;
}

/** Fields of a request. */
export type Fields = Readonly<Record<string, unknown>>;

/** A license of `key-app`, from Laptop-1 where nothing else is said. */
export const byKey = (license_key: string, more: Fields = {}) => ({
  product: "key-app",
  license_key,
  hardware_id: "Laptop-1",
  ...more,
});
/** A license of `user-app`, by its user. */
export const byUser = (name: string, more: Fields = {}) => ({
  product: "user-app",
  username: `${name}@user.test`,
  hardware_id: "Laptop-1",
  ...more,
});
/** The bundle of a key. */
export const suite = (more: Fields = {}) => ({ ...byKey("SUIT"), product: "suite", ...more });
/** The bundle of a user. */
export const team = (more: Fields = {}) => ({ ...byUser("ada"), product: "team", ...more });
/** Asks for the vendor's data as text too. */
export const texts = { include_metadata_string: true };

/** One call. */
export function step(endpoint: EndpointName, input: Step["input"], more: Omit<Step, "endpoint" | "input"> = {}): Step {
  return { endpoint, input, ...more };
}

/** Calls of one endpoint that leave the same. */
export function steps(
  endpoint: EndpointName,
  inputs: readonly Fields[],
  more: Omit<Step, "endpoint" | "input"> = {},
): Step[] {
  return inputs.map((input) => step(endpoint, input, more));
}

/** A feature of the license `PERP`. */
export const feature = (code: string, more: Fields = {}) => byKey("PERP", { feature: code, ...more });

/** The password of one of Alpha's users. */
export const passwordOf = (name: string) => `${name}-of-Alpha`;

/** Another device than Laptop-1. */
export const on = (number: number) => ({ hardware_id: `Laptop-${number}` });
