import { expect, test } from "vitest";
import { cases } from "../../src/contract/cases/index.ts";
import { runContract } from "../../src/contract/run.ts";
import { walkMutants } from "../mutants/walks.ts";
import { exploreInProcess, unsignedMock, unsignedTarget } from "./in-process.ts";

// Servers that go wrong only after calls which no single case makes: the contract passes them, walks find them.

/** Each takes seconds to be proven and looked for: with LICENSE_API_KIT_THOROUGH set. */
const isThorough = process.env.LICENSE_API_KIT_THOROUGH !== undefined;

/** Walks that each may take, and calls that a finding may be left with. */
const most = { walks: 1_500, calls: 6 };

/** Servers that must be found, and of these, those that must be left with so few calls. */
const fewest = { found: 17, small: 15 };

/** Roles with something to count, to borrow or to move: of a target file that names a few, each is walked on more often. */
const walked = [
  ...[
    "roomyLicense",
    "unactivatedLicense",
    "consumptionLicense",
    "negativeConsumptionLicense",
    "unlimitedConsumptionLicense",
  ],
  ...["floatingLicense", "borrowableLicense", "featureLicense", "borrowableFeatureLicense", "variablesLicense"],
  ...["transferableLicense", "unactivatedBundle", "timeLimitedLicense", "activeKeyLicense", "fullBorrowableLicense"],
];

/** What each server was found by, in how many calls. */
const found = new Map<string, number>();

test.skipIf(!isThorough).each(walkMutants)("$id: $about, and no case of the contract fails", async ({ apply }) => {
  const mock = unsignedMock();
  const fetch = apply(mock);
  const failed: string[] = [];
  for await (const result of runContract({ target: unsignedTarget(mock), cases, allow: "permanent", fetch })) {
    if (result.verdict === "failed" || result.verdict === "not-judged") failed.push(result.case.id);
  }
  expect(failed).toEqual([]);
});

test.skipIf(!isThorough).each(walkMutants)(
  "$id is looked for by walks",
  async ({ id, apply }) => {
    const mock = unsignedMock();
    const target = unsignedTarget(mock);
    const roles = Object.fromEntries(walked.map((name) => [name, target.roles[name]]));
    const options = { target: { ...target, roles }, walks: most.walks, bail: 1 };
    const { walks } = await exploreInProcess(mock, options, apply(mock));
    const [finding] = walks.findings.filter(({ claim }) => claim.verdict !== "not judged");
    if (finding) found.set(id, finding.seen.length);
    expect(walks.calls).toBeGreaterThan(0);
  },
  600_000,
);

test.skipIf(!isThorough)(`${fewest.found} of them or more are found, most in ${most.calls} calls or fewer`, () => {
  const small = [...found].filter(([, calls]) => calls <= most.calls);
  const told = [...found].join(" ");
  expect(found.size, told).toBeGreaterThanOrEqual(fewest.found);
  expect(small.length, told).toBeGreaterThanOrEqual(fewest.small);
});
