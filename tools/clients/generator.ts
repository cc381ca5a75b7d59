import type { Step } from "./run-step.ts";

/** A generator of clients in one language. Each step runs in a folder that holds the description and the program's files. */
export interface Generator {
  readonly name: string;
  readonly language: string;
  /** Tools that making needs, and those that compiling and calling need. */
  readonly needs: { readonly make: readonly string[]; readonly compile: readonly string[] };
  /** Files of `programs/`, each with its place in the folder. */
  readonly files: Readonly<Record<string, string>>;
  readonly make: Step;
  readonly compile: readonly Step[];
  /** Makes the calls. Undefined where nobody wrote a program in this language. */
  readonly call?: Step;
}

/** The description, as it lies in the folder. */
export const description = "openapi.client.json";
