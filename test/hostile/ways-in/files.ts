import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { policies } from "../../../src/api/policies.ts";
import { readBaseline } from "../../../src/cli/baseline-file.ts";
import { openLedger } from "../../../src/cli/ledger-file.ts";
import { openLock } from "../../../src/cli/lock-file.ts";
import { readPolicies } from "../../../src/cli/policy-file.ts";
import { publicKeyIn } from "../../../src/cli/public-key.ts";
import { readJson } from "../../../src/cli/read-file.ts";
import { readTarget } from "../../../src/cli/target-file.ts";
import { asUsage } from "../../../src/cli/usage-error.ts";
import { readValues } from "../../../src/cli/values-file.ts";
import { verifyVectors } from "../../../src/cli/verify/vectors.ts";
import { cases } from "../../../src/contract/cases/index.ts";
import { cleanUp } from "../../../src/contract/clean-up.ts";
import { compareReports } from "../../../src/contract/compare/compare-reports.ts";
import { comparisonInMarkdown, comparisonInTerminal } from "../../../src/contract/compare/comparison-text.ts";
import { readReport } from "../../../src/contract/compare/read-report.ts";
import { acceptQuestion, isOpen, questionsOf } from "../../../src/contract/lock.ts";
import { runContract } from "../../../src/contract/run.ts";
import type { RunOptions } from "../../../src/contract/run-options.ts";
import { createMock } from "../../../src/mock/create-mock.ts";
import { licenseWorld } from "../../calls.ts";
import { reportOfCases } from "../../report-of-cases.ts";
import { quickCryptography } from "./api.ts";
import { nearText, nearWritten } from "./near.ts";
import { refusedOr, requireNoStack, requireTame } from "./oracle.ts";
import type { WayIn } from "./way-in.ts";

/** A file that a command reads: what it may hold, and what becomes of it. */
interface ReadFile {
  readonly name: string;
  readonly text: fc.Arbitrary<string>;
  read(file: string): unknown;
}

const mock = createMock({ cryptography: quickCryptography, clock: "2026-11-22T12:00:00.000Z" });
const { publicKey: _unverified, ...target } = { ...mock, baseUrl: "https://license-api.test" };
const travel = { fetch: (request: Request) => mock.fetch(request), now: () => mock.clock.now(), wait: async () => {} };

/** Plays the one case that files speak of. */
async function runOne(options: Partial<RunOptions>) {
  const results = [];
  for await (const result of runContract({ target, cases, filter: ["check_license/ok"], ...travel, ...options })) {
    for (const { found, suspect } of result.claims) {
      requireNoStack(found);
      if (suspect === "contract") throw new Error(`the kit takes the blame: ${found}`);
    }
    results.push(result);
  }
  return results;
}

const { apiKey, sharedKey } = mock.credentials;
const targets = [
  {
    baseUrl: "https://license-api.test",
    credentials: { apiKey, sharedKey: "file:secret.json#/a" },
    policy: { dialect: "service" },
    notApplicable: { "check_license/*": "it is not there" },
    roles: {
      activeKeyLicense: { about: "x", product: "key-app", license_key: "ACTV-PERP-KEYS-0001", hardware_id: "Laptop-1" },
      featureLicense: [{ product: "key-app", license_key: "a", facts: { feature: "x" } }],
    },
  },
  { baseUrl: "https://license-api.test", credentials: { accessToken: "env:NOWHERE" }, roles: {} },
];

const lock = {
  about: "x",
  targets: {
    "target.json": {
      "check_license/x": {
        about: "x",
        answers: { "a refusal": ["check_license/ok"], "an answer": "all" },
        accepted: "it is so",
        further: { other: "all" },
        policy: { dialect: "service" },
      },
    },
  },
};

const ledger = [{ case: "activate_license/ok", cast: { unactivatedLicense: 0 }, mark: "abc1", reason: "x" }];

const baseline = {
  failures: { "check_license/ok": [{ claim: "body: x", found: "y", reason: "z" }] },
  messages: { "check_license/ok": "hello", "check_license/unknown_product": "x" },
};

const report = JSON.parse(JSON.stringify(reportOfCases([{}, { verdict: "failed", reason: "x" }])));
const world = licenseWorld({}, { users: [{ email: "a@example.test", password: "x" }] });
const vectors = ["hmac", "dates", "license-signature", "answers", "offline", "body-signature"].map((name) => {
  const file = JSON.parse(readFileSync(`fixtures/vectors/${name}.json`, "utf8"));
  const few = (list: unknown) => (Array.isArray(list) ? list.slice(0, 2) : list);
  return { ...file, vectors: few(file.vectors), requests: few(file.requests), answers: few(file.answers) };
});

const files: readonly ReadFile[] = [
  {
    name: "target.json",
    text: nearText(targets),
    read: async (file) => {
      writeFileSync(join(file, "../secret.json"), `{"a":${JSON.stringify(sharedKey)}}`);
      await runOne({ target: readTarget(file) });
    },
  },
  {
    name: "contract.lock.json",
    text: nearText([lock]),
    read: async (file) => {
      const { questions } = openLock(join(file, "../target.json"));
      const results = await runOne({ lock: questions });
      questionsOf(results, questions);
      for (const question of Object.values(questions)) if (isOpen(question)) acceptQuestion(question, "x");
    },
  },
  {
    name: "target.undo.json",
    text: nearText([ledger, ledger[0]]),
    read: async (file) => {
      const { entries } = openLedger(join(file, "../target.json"));
      for await (const { undone } of cleanUp({ target, cases, entries: entries(), ...travel })) {
        if (!undone.isUndone) requireNoStack(undone.reason);
      }
    },
  },
  {
    name: "baseline.json",
    text: nearText([baseline]),
    read: async (file) => runOne({ baseline: readBaseline(file, cases) }),
  },
  { name: "values.json", text: nearText([{ "license_key:1": "A", password: "b" }]), read: readValues },
  {
    name: "policy.json",
    text: nearText([
      { dialect: "service", expiredCheck: "error" },
      Object.fromEntries(Object.entries(policies).map(([name, { values }]) => [name, values[0]])),
    ]),
    read: (file) => createMock({ policy: readPolicies(file) }),
  },
  {
    name: "world.json",
    text: nearText([world, world, { ...world, pools: [], trials: [] }]),
    read: (file) => asUsage(`--world ${file}`, () => createMock({ world: readJson(file, "--world") as never })),
  },
  { name: "vectors.json", text: nearText(vectors), read: verifyVectors },
  {
    name: "report.json",
    text: nearText([report]),
    read: (file) => {
      const before = readReport(readFileSync(file, "utf8"));
      for (const comparison of [compareReports(before, report), compareReports(report, before)]) {
        requireTame(comparisonInTerminal(comparison));
        requireTame(comparisonInMarkdown(comparison));
      }
    },
  },
  {
    name: "key.pem",
    text: nearWritten([mock.publicKey]),
    read: (file) => publicKeyIn(readFileSync(file, "utf8"), `--public-key ${file}`),
  },
];

type Given = readonly [at: number, text: string];

const given: fc.Arbitrary<Given> = fc.oneof(...files.map(({ text }, at) => text.map((one): Given => [at, one])));

/** All other files that commands read. */
export const fileWay: WayIn<Given> = {
  name: "files that commands read",
  input: given,
  session: 20,
  open: () => {
    const folder = mkdtempSync(join(tmpdir(), "license-api-kit-near-"));
    return {
      play: async ([at, text]) => {
        const { name, read } = files[at] as ReadFile;
        const file = join(folder, name);
        writeFileSync(file, text);
        await refusedOr(() => read(file));
        rmSync(file, { force: true });
      },
      end: () => rmSync(folder, { recursive: true }),
    };
  },
};
