import type { RunReport } from "./report.ts";

/** A client under test, as it says itself, and which requirements it was judged by. */
export interface JudgedClient {
  readonly name: string;
  readonly version: string;
  readonly language: string;
  /** What it claims to do. */
  readonly can: readonly string[];
  /** Name of the set of scenarios. */
  readonly requirements: string;
}

/** How a report speaks of what was judged: a server by the contract, or a client by the gauntlet. */
export interface Subject {
  /** Begins the heading, before what was judged. */
  readonly title: string;
  /** What was judged, in a word. */
  readonly noun: "target" | "client";
  /** What it was judged by. */
  readonly measure: "the contract" | "the gauntlet";
  /** What one part of it is called. */
  readonly part: "case" | "scenario";
  /** Which one was judged: an address, or a client's name. */
  readonly name: string;
}

/** How to speak of what this report is about. */
export function subjectOf({ client, target }: Pick<RunReport, "client" | "target">): Subject {
  if (!client) {
    const title = "The contract of the License API against";
    return { title, noun: "target", measure: "the contract", part: "case", name: target.baseUrl };
  }
  const { name, version, language, requirements } = client;
  return {
    title: `The gauntlet of license clients, ${requirements}, for`,
    noun: "client",
    measure: "the gauntlet",
    part: "scenario",
    name: `${name} ${version} (${language})`,
  };
}
