import { type Conviction, convictions } from "../../test/verifiers/typescript/convictions.ts";

/** How many vectors a row names. */
const namedPerRow = 6;

/** The wrong verifiers of the tests by kind, each with the vectors that convict it. */
export function wrongVerifierTables(): string {
  const head = "| a verifier that … | is convicted by |\n|---|---|";
  const sections = convictions().map(({ kind, wrong }) => {
    return [`### ${kind}`, "", head, ...wrong.map((one) => row(one, wrong)), ""].join("\n");
  });
  return `\n${sections.join("\n")}`;
}

function row(conviction: Conviction, all: readonly Conviction[]): string {
  const ids = mostTellingFirst(idsOf(conviction), all);
  const named = ids.slice(0, namedPerRow).map((id) => `\`${id}\``);
  const rest = ids.length > namedPerRow ? [`${ids.length - namedPerRow} more`] : [];
  const note = conviction.must.length > 0 ? "" : " (observed)";
  return `| ${conviction.how.replaceAll("|", "\\|")} | ${[...named, ...rest].join(", ")}${note} |`;
}

/** Those that must, and where there are none those that are observed. */
function idsOf({ must, observed }: Conviction): readonly string[] {
  return must.length > 0 ? must : observed;
}

/** A vector that convicts few says more of what is wrong than one that convicts many. */
function mostTellingFirst(ids: readonly string[], all: readonly Conviction[]): string[] {
  const convictedBy = (id: string) => all.filter(({ must, observed }) => [...must, ...observed].includes(id)).length;
  return [...ids].sort((a, b) => convictedBy(a) - convictedBy(b));
}
