import { test as base } from "@playwright/test";
import type { RemoteMock } from "../../control/client/remote.ts";
import type { MockOptions } from "../../mock/create-mock.ts";
import type { SpaceOptions } from "../../mock/space/space.ts";
import type { ServeOptions } from "../node.ts";
import { attachJournal } from "./attach-journal.ts";
import { type MockOfTest, mockOfTest } from "./mock-of-test.ts";
import { openServer } from "./open-server.ts";
import { createWorkerSpace, openAgain, type WorkerSpace } from "./worker-space.ts";

/** What the configuration or `test.use` may set: `defineConfig<MockFixtureOptions>({ use: { … } })`. */
export interface MockFixtureOptions {
  /** Address of a server that runs already. @default `LICENSE_API_KIT_URL`; unset, each worker starts a server */
  mockUrl: string | undefined;
  /** The control token of that server. @default `LICENSE_API_KIT_CONTROL_TOKEN` */
  mockToken: string | undefined;
  /** How the mock of a worker is made. @default with the default world */
  mockOptions: MockOptions | undefined;
  /** How the server of a worker listens. @default on 127.0.0.1 and any free port */
  serveOptions: ServeOptions | undefined;
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
    const mock = isOwn ? mockOfTest(await mockServer.space(spaceOptions)) : await openAgain(workerSpace, spaceOptions);
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
