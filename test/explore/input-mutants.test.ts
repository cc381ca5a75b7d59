import { describe, expect, test } from "vitest";
import { validate } from "../../src/api/validate.ts";
import { caseFileOfFinding } from "../../src/explore/case-file-of-finding.ts";
import { replay } from "../../src/traffic/replay/replay.ts";
import { inputMutants } from "../mutants/inputs.ts";
import { exploreInProcess, unsignedMock, unsignedTarget } from "./in-process.ts";

// A server for each thing that odd requests can show: it is found, and the case file that tells of it shows it again.

describe.each(inputMutants)("$id: $about", ({ apply, within }) => {
  test(`is found within ${within} requests, and its case file shows it again`, async () => {
    const mock = unsignedMock();
    const fetch = apply((request) => mock.fetch(request));
    const found = await exploreInProcess(mock, { inputs: within, bail: 1 }, fetch);
    const told = [...found.inputs.findings, ...found.inputs.claims.filter(({ verdict }) => verdict === "open")];
    expect(told.length).toBeGreaterThan(0);
    const [finding] = found.inputs.findings;
    if (finding === undefined) return;
    const file = caseFileOfFinding(finding);
    expect(validate("case-file", file)).toEqual([]);
    const results = [];
    for await (const result of replay({ file, target: unsignedTarget(mock), fetch })) results.push(result);
    expect(results.map(({ verdict }) => verdict)).toContain("differs");
  });
});
