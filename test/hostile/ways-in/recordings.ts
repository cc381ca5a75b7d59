import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { parse as parseYaml, stringify as writeYaml } from "yaml";
import { readOwnFiles } from "../../../src/cli/own-cases.ts";
import { atPlace, readPlacedFile } from "../../../src/cli/placed-file.ts";
import { replayedLines } from "../../../src/cli/run-replay.ts";
import { runContract } from "../../../src/contract/run.ts";
import { createMock, type Mock } from "../../../src/mock/create-mock.ts";
import { type CasesWithSecrets, caseFileOf } from "../../../src/traffic/case-file.ts";
import { createFill } from "../../../src/traffic/fill-placeholders.ts";
import { harOf } from "../../../src/traffic/har.ts";
import { ownCase } from "../../../src/traffic/own-cases/own-case.ts";
import { requireOwnCase } from "../../../src/traffic/own-cases/require-own-case.ts";
import { joinedRecordings, readRecording } from "../../../src/traffic/read-recording.ts";
import { replay } from "../../../src/traffic/replay/replay.ts";
import { clientOf, inputOf } from "../../calls.ts";
import { quickCryptography } from "./api.ts";
import { near, nearText, nearWritten } from "./near.ts";
import { refusedOr, requireClearText, requireNoStack } from "./oracle.ts";
import type { WayIn } from "./way-in.ts";

const examples = "examples/cases";
const written = ["activation.yaml", "consumption.yaml"].map((name) => readFileSync(join(examples, name), "utf8"));
const ownCases: unknown[] = written.map((text) => parseYaml(text));

const inFixtures = ["check-license/ok", "activate-offline/ok", "check-license/missing_headers-date"].map(
  (name) => JSON.parse(readFileSync(`fixtures/exchanges/${name}.json`, "utf8")) as object,
);

/** The least that each form says of a call: what is edited is then hardly ever beside the point. */
const least = {
  exchanges: {
    evidence: "observed: x at 2026-01-15T12:00:00.000Z",
    origin: "recorded by license-api-kit proxy",
    exchanges: [
      {
        request: {
          method: "POST",
          url: "https://x.test/api/v4/activate_license?a=b",
          headers: { date: "x" },
          body: { product: "p", license_key: "LICENSE-KEY-1" },
        },
        response: { status: 200, headers: { a: "b" }, body: { id: 1, license_key: "LICENSE-KEY-1" } },
      },
    ],
  },
  caseFile: {
    id: "a/b",
    about: "x",
    effect: "reversible",
    evidence: "documented: page",
    exchanges: [
      {
        request: {
          endpoint: "activate-license",
          role: "activeKeyLicense",
          method: "POST",
          path: "/api/v4/activate_license",
          input: { hardware_id: "{{fresh:d}}", product: "{{activeKeyLicense.product}}" },
          headers: { a: "b" },
          without: ["date"],
        },
        expected: { status: 200, contains: { id: { $above: 0 }, list: [{ a: { $type: "string" } }] } },
        keep: { license: "/id" },
      },
      {
        request: { endpoint: "check-license", raw: "a={{license}}" },
        expected: { code: "license_not_found", body: { code: "x" } },
      },
    ],
    undo: [{ endpoint: "deactivate-license", input: { hardware_id: "{{fresh:d}}" } }],
  },
  har: {
    log: {
      entries: [
        {
          startedDateTime: "2026-01-15T12:00:00.000Z",
          request: {
            method: "POST",
            url: "https://x.test/api/v4/activate_offline",
            headers: [{ name: "Date", value: "x" }],
            postData: { text: '{"date":"d","api_key":"k"}' },
          },
          response: { status: 200, headers: [], content: { text: "e30=", encoding: "base64" } },
          _fault: "delay",
          _tweaks: [1],
        },
      ],
    },
  },
};

async function calledMock(): Promise<Mock> {
  const mock = createMock({ clock: "2026-11-22T12:00:00.000Z" });
  const client = clientOf(mock);
  await client.call("check-license", inputOf(mock, "check-license", "activeKeyLicense"));
  await client.call("activate-license", inputOf(mock, "activate-license", "activeUserLicense"));
  await client.call("add-consumption", inputOf(mock, "add-consumption", "consumptionLicense", { consumptions: 1 }));
  return mock;
}

const entries = (await calledMock()).journal.entries();
const caseFile = caseFileOf(entries);
const har = harOf(entries);

/** What holds calls, in every form. */
const recordings: readonly unknown[] = [...ownCases, ...inFixtures, caseFile, har];

const allForms: readonly unknown[] = [
  ...Object.values(least),
  ...Object.values(least),
  ...Object.values(least),
  ...ownCases,
];

const target = { ...createMock(), baseUrl: "https://license-api.test" };
const roleNames = Object.keys(target.roles);

/** Reads a recording as a team's own case, and as what is replayed. */
function readInFull(value: unknown): void {
  const recording = readRecording(value);
  JSON.stringify(joinedRecordings([recording]).file);
  const { file } = recording;
  if (file.exchanges.length > 0) requireOwnCase(file, roleNames);
  else return;
  ownCase({ id: "own", file, recorded: fillOf(recording) });
}

function fillOf({ file, secrets }: CasesWithSecrets) {
  return createFill({ target, values: new Map(), secrets, exchanges: file.exchanges, newPassword: undefined });
}

/** Recordings, HAR files, case files and own cases as values. */
export const recordingWay: WayIn = {
  name: "recordings, HAR and case files",
  input: near(allForms),
  session: 100,
  open: () => ({ play: (value) => refusedOr(() => readInFull(value)), end: () => {} }),
};

interface NamedFile {
  readonly name: string;
  readonly text: string;
}

const asFile = (name: string, text: fc.Arbitrary<string>) => text.map((one): NamedFile => ({ name, text: one }));

const files = fc.oneof(
  asFile("own.yaml", nearWritten(written)),
  asFile(
    "own.yaml",
    nearText(ownCases, (value) => writeYaml(value)),
  ),
  asFile("own.json", nearText(allForms)),
  asFile("own.har", nearText([least.har])),
);

/** The same as files. */
export const recordingFileWay: WayIn<NamedFile> = {
  name: "files of calls",
  input: files,
  session: 20,
  open: () => {
    const folder = mkdtempSync(join(tmpdir(), "license-api-kit-near-"));
    return {
      play: async ({ name, text }) => {
        const file = join(folder, name);
        writeFileSync(file, text);
        const told = console.error;
        console.error = () => {};
        try {
          await refusedOr(() => readOwnFiles([file], roleNames));
          await refusedOr(() => {
            const placed = readPlacedFile(file, "replay");
            return atPlace(file, placed, () => readInFull(placed.value));
          });
        } finally {
          console.error = told;
        }
      },
      end: () => rmSync(folder, { recursive: true }),
    };
  },
};

/** Recordings that can be read, played against a mock. */
export const replayWay: WayIn = {
  name: "replays and runs of recordings",
  input: near(recordings),
  session: 10,
  open: () => {
    const mock = createMock({ cryptography: quickCryptography, clock: "2026-11-22T12:00:00.000Z" });
    const { publicKey: _none, ...keyless } = { ...mock, baseUrl: "https://license-api.test" };
    const travel = {
      target: keyless,
      fetch: (request: Request) => mock.fetch(request),
      now: () => mock.clock.now(),
      wait: async () => {},
    };
    return {
      play: async (value) => {
        const recording = await refusedOr(() => readRecording(value));
        if (recording === undefined || recording.file.exchanges.length > 20) return;
        const { file, secrets } = recording;
        for await (const result of replay({ ...travel, file, secrets, newPassword: "Replayed-Password-1" })) {
          if (result.reason !== undefined) requireClearText(result.reason);
          const shown = replayedLines(result, (text) => text).join("\n");
          requireNoStack(shown);
        }
        if (file.exchanges.length === 0) return;
        const isOwn = await refusedOr(() => requireOwnCase(file, roleNames) ?? true);
        if (isOwn === undefined) return;
        const contractCase = ownCase({ id: "own", file, recorded: fillOf(recording) });
        for await (const result of runContract({ ...travel, cases: [contractCase], allow: "permanent" })) {
          for (const { suspect, found } of result.claims) {
            requireNoStack(found);
            if (suspect === "contract") throw new Error(`the kit takes the blame: ${found}`);
          }
        }
      },
      end: () => {},
    };
  },
};
