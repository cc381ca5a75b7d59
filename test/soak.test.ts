import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import type { Audit } from "../bench/soak/audit.ts";
import type { SoakFigures } from "../bench/soak/figures.ts";
import { judgeSoak } from "../bench/soak/judge.ts";
import type { Reading } from "../bench/soak/memory.ts";
import { soakReport } from "../bench/soak/report.ts";
import { judgeWide } from "../bench/soak/wide/judge.ts";
import { wideReport } from "../bench/soak/wide/report.ts";
import type { PlaceFigures } from "../bench/soak/wide/wide.ts";
import { run } from "./command.ts";
import { root } from "./markdown-page.ts";

const folder = mkdtempSync(join(tmpdir(), "soak-"));
const soak = (...flags: string[]) => soakBy("main.ts", ...flags);
const soakBy = (program: string, ...flags: string[]) =>
  run(process.execPath, ["--import", "tsx", `${root}bench/soak/${program}`, ...flags], {
    ...process.env,
    NODE_OPTIONS: "",
  });

afterAll(() => rmSync(folder, { recursive: true }));

test("a short soak of the built server finds nothing wrong, and says what it did", async () => {
  const file = join(folder, "soak.json");
  const { status, stdout, stderr } = await soak("--minutes", "0.05", "--seed", "7", "--json", file);
  expect(stderr).toBe("");
  expect(stdout).toMatch(/p50 [\d.]+ ms, p99 [\d.]+ ms, p99\.9 [\d.]+ ms/);
  expect(stdout).toContain("nothing was wrong");
  expect(status).toBe(0);
  const { violations, ends, audits, resets } = JSON.parse(readFileSync(file, "utf8"));
  expect(violations).toEqual([]);
  expect(resets).toBeGreaterThan(0);
  expect(audits.length).toBeGreaterThanOrEqual(4);
  expect(Object.keys(ends).sort()).toEqual([
    "activate",
    "add units",
    "check",
    "check activated",
    "check in a new space",
    "check limited",
    "deactivate",
    "pulse",
    "release seat",
    "take seat",
  ]);
  expect(ends["take seat"].ok).toBeGreaterThan(0);
});

test("a short wide soak goes in by every way, finds nothing wrong, and says what only a reset lets go of", async () => {
  const { status, stdout, stderr } = await soakBy("wide/main.ts", "--seconds", "5");
  expect(stderr).not.toMatch(/SOAK FAILED|Error/);
  expect(stdout).toMatch(/\| what is done +\| plain +\| TLS +\| store +\|/);
  expect(stdout).toContain("nothing was wrong");
  expect(status).toBe(0);
});

test("a length that is no number is refused", async () => {
  const { status, stderr } = await soak("--minutes", "ten");
  expect(stderr).toContain("--minutes: found ten, expected a number above 0");
  expect(status).toBe(1);
});

const sound: Audit = {
  space: "space-1",
  totals: [{ license: "SOAK-UNLI-KEYS-0001", total: 40, acknowledged: 40 }],
  seats: { inUse: 2, most: 2 },
  activations: { active: ["Device-1"], acknowledged: ["Device-1"], most: 3 },
  journal: { entries: 1_000, calls: 4_711, limit: 1_000 },
};

/** Memory read each second, with a little noise, after which it grows by so many bytes a reading. */
const readings = (growth: number): Reading[] =>
  Array.from({ length: 90 }, (_, second) => ({
    atMs: second * 1_000,
    used: 40 * 2 ** 20 + (second % 3) * 2 ** 18 + second * growth,
    resident: 2 ** 27,
  }));

const soundFigures: SoakFigures = {
  seed: 1,
  tookMs: 90_000,
  connections: 16,
  spaces: 4,
  spacesLeft: 5,
  clientBusy: 0.5,
  clockMoves: 100,
  resets: 20,
  latencyMs: { calls: 9_000, p50: 1, p99: 2, p999: 3, longest: 4 },
  ends: { check: { ok: 1_000 } },
  unexpected: 0,
  firstUnexpected: [],
  audits: [sound],
  memory: readings(0),
};

const judged = (broken: Partial<SoakFigures>) => judgeSoak({ ...soundFigures, ...broken });

test("sound figures are judged sound", () => {
  expect(judged({})).toEqual([]);
});

test("an update that was lost is reported", () => {
  const totals = [{ license: "SOAK-UNLI-KEYS-0001", total: 39, acknowledged: 40 }];
  const violations = judged({ audits: [sound, { ...sound, totals }] });
  expect(violations).toEqual(["space-1: total of SOAK-UNLI-KEYS-0001: found 39, expected 40"]);
  expect(soakReport(soundFigures, violations)).toContain("WRONG:\n- space-1: total of");
});

test("too many seats, too many activations and activations that nobody acknowledged are reported", () => {
  const activations = { active: ["a", "b", "c", "d"], acknowledged: ["a", "b", "c"], most: 3 };
  expect(judged({ audits: [{ ...sound, seats: { inUse: 3, most: 2 }, activations }] })).toEqual([
    "space-1: seats in use: found 3, expected at most 2",
    "space-1: active devices: found 4, expected at most 3",
    "space-1: active devices: found a, b, c, d, expected a, b, c",
  ]);
});

test("a journal that forgets too much or too little is reported", () => {
  const journal = { entries: 1_001, calls: 4_711, limit: 1_000 };
  expect(judged({ audits: [{ ...sound, journal }] })).toEqual(["space-1: journal entries: found 1001, expected 1000"]);
});

test("memory that grows with every call is reported, and noise is not", () => {
  expect(judged({ memory: readings(2 ** 16) })).toEqual([
    expect.stringMatching(
      /^memory: found a growth of 3\.[67] MiB over 60 readings, expected at most 2\.0 MiB of 4\d\.\d MiB$/,
    ),
  ]);
  expect(judged({ memory: readings(2 ** 10) })).toEqual([]);
});

test("resident memory that grows is reported, beyond what the system gives at once", () => {
  const growing = readings(0).map((reading, second) => ({ ...reading, resident: 2 ** 27 + second * 2 ** 19 }));
  expect(judged({ memory: growing })).toEqual([
    expect.stringMatching(
      /^resident memory: found a growth of 29\.\d MiB over 60 readings, expected at most 16\.\d MiB/,
    ),
  ]);
});

test("what each thing leaves until a reset is told, and what not even a reset lets go of is wrong", () => {
  const place: PlaceFigures = {
    place: "plain",
    times: { "new tokens": 10 },
    leavings: [{ habit: "new tokens", times: 10, bytesEach: 1_400 }],
    memory: readings(2 ** 16),
    wrong: ["plain, new tokens: found 500"],
  };
  const violations = judgeWide([place]);
  expect(violations).toEqual([
    "plain, new tokens: found 500",
    expect.stringMatching(/^plain: used memory after resets: found a growth of 3\.[67] MiB over 60 readings/),
  ]);
  expect(wideReport([place], violations)).toMatch(/new tokens +\| 1,400/);
});

test("an answer that was not expected is reported, and spaces that were left behind", () => {
  expect(
    judged({ unexpected: 3, firstUnexpected: ["check of Device-1: found internal_error"], spacesLeft: 9 }),
  ).toEqual([
    "check of Device-1: found internal_error",
    "and 2 more of the kind",
    "spaces at the end: found 9, expected 5",
  ]);
});
