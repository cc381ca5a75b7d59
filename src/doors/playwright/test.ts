import type { TestInfo } from "@playwright/test";
import { test as base } from "@playwright/test";
import type { RemoteMock, RemoteSpace } from "../../control/client/remote.ts";
import type { SpaceOptions } from "../../mock/space/space.ts";
import { harOf } from "../../traffic/har.ts";
import { journalTail } from "../test/journal-tail.ts";
import { type MockOfTest, mockOfTest } from "./mock-of-test.ts";
import { openServer, type ServerOptions } from "./open-server.ts";
import { createWorkerSpace, openResetSpace, type WorkerSpace } from "./worker-space.ts";

/** What the configuration or `test.use` may set: `defineConfig<MockFixtureOptions>({ use: { … } })`. */
export interface MockFixtureOptions extends ServerOptions {
  /**
   * Whether each test gets a space of its own, or the one of its worker, put back to the start before each test: for a
   * backend that takes too long to start for each test. @default "test"
   */
  spacePer: "test" | "worker";
  /** How the spaces of tests are made. @default as the mock was set up */
  spaceOptions: SpaceOptions;
}

/** What tests and other fixtures get. */
export interface MockFixtures {
  /** An isolated world of the test's own, with its controls; it is dropped after the test. See `spacePer`. */
  mock: MockOfTest;
  /** Once a worker: the space that its tests use under `spacePer: "worker"`, for what is started once a worker. */
  workerMock: MockOfTest;
  /** Once a worker: the mock that the spaces are of. */
  mockServer: RemoteMock;
}

type PerTest = "mock" | "spaceOptions";
type All = MockFixtures & MockFixtureOptions & { workerSpace: WorkerSpace };

/**
 * Playwright's `test` with a License API for each test: `mock`. `test.extend` and `mergeTests` take it further. Where a
 * test fails, the journal of its space is attached to the report.
 */
export const test = base.extend<Pick<All, PerTest>, Omit<All, PerTest>>({
  mockUrl: [process.env.LICENSE_API_KIT_URL, { option: true, scope: "worker" }],
  mockToken: [process.env.LICENSE_API_KIT_CONTROL_TOKEN, { option: true, scope: "worker" }],
  mockOptions: [undefined, { option: true, scope: "worker" }],
  serveOptions: [undefined, { option: true, scope: "worker" }],
  spacePer: ["test", { option: true, scope: "worker" }],
  spaceOptions: [{}, { option: true }],

  mockServer: [
    async ({ mockUrl, mockToken, mockOptions, serveOptions }, use) => {
      const server = await openServer({ mockUrl, mockToken, mockOptions, serveOptions });
      await use(server.mock);
      await server.close();
    },
    { scope: "worker" },
  ],

  workerSpace: [
    async ({ mockServer }, use) => {
      const workerSpace = createWorkerSpace(mockServer);
      await use(workerSpace);
      await workerSpace.drop();
    },
    { scope: "worker", box: true },
  ],

  workerMock: [async ({ workerSpace }, use) => use(await workerSpace.open()), { scope: "worker" }],

  mock: async ({ mockServer, workerSpace, spacePer, spaceOptions }, use, testInfo) => {
    const isOwn = requireScope(spacePer) === "test";
    const mock = isOwn
      ? mockOfTest(await mockServer.space(spaceOptions))
      : await openResetSpace(workerSpace, spaceOptions);
    await use(mock);
    try {
      if (testInfo.status !== testInfo.expectedStatus) await attachJournal(mock, testInfo);
    } finally {
      if (isOwn) await mock.drop();
    }
  },
});

/** What a configuration in JavaScript says is not checked by anybody before. */
function requireScope(spacePer: MockFixtureOptions["spacePer"]): "test" | "worker" {
  if (spacePer === "test" || spacePer === "worker") return spacePer;
  throw new TypeError(`spacePer: found ${JSON.stringify(spacePer)}, expected "test" or "worker"`);
}

/**
 * Attaches the journal of a space to the report of a test: its end as a text, and all that it keeps as a HAR file for a
 * browser's developer tools. Secrets are masked in both, as they are in the journal. The text has the newest call first,
 * as reporters that print it cut it off after a few lines.
 */
async function attachJournal({ name, url, journal }: RemoteSpace, testInfo: TestInfo): Promise<void> {
  const entries = await journal.entries();
  const tail = `What the space ${name} received, newest first:\n${journalTail(entries.slice(-10).reverse())}`;
  await testInfo.attach("license-api-journal.txt", { body: tail, contentType: "text/plain" });
  const har = JSON.stringify(harOf(entries, { baseUrl: url }), undefined, 2);
  await testInfo.attach("license-api-journal.har", { body: har, contentType: "application/json" });
}
