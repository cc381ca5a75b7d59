import { test as base, type TestAPI } from "vitest";
import { type Client, createClient } from "../../api/client.ts";
import { connectMock } from "../../control/client/connect-mock.ts";
import type { AnySpace, RemoteMock, RemoteSpace } from "../../control/client/remote.ts";
import { createMock, type Mock } from "../../mock/create-mock.ts";
import type { Space, SpaceOptions } from "../../mock/space/space.ts";
import { journalTail } from "../test/journal-tail.ts";

/** What each test gets. */
export interface SpaceContext<S> {
  /** An isolated world of its own, dropped after the test. */
  readonly space: S;
  /** A client of this space, which signs its calls and verifies the answers. */
  readonly client: Client;
}

/**
 * A `test` that gives each test a space of its own, so that tests can run side by side: in a mock of this process, or in
 * a server that many files and processes share. When a test fails, the end of its journal is printed.
 *
 * @param where a mock, or a server by its address or connection. @default a mock of its own with the default world
 * @param options how the spaces are made
 */
export function spaceTest(where?: Mock, options?: SpaceOptions): TestAPI<SpaceContext<Space>>;
export function spaceTest(where: string | RemoteMock, options?: SpaceOptions): TestAPI<SpaceContext<RemoteSpace>>;
export function spaceTest(where: Mock | string | RemoteMock, options?: SpaceOptions): TestAPI<SpaceContext<AnySpace>>;
export function spaceTest(
  where: Mock | string | RemoteMock = createMock(),
  options: SpaceOptions = {},
  // biome-ignore lint/suspicious/noExplicitAny: which kind of space it is, the overloads say
): TestAPI<SpaceContext<any>> {
  const mock = typeof where === "string" ? connectMock(where) : where;
  return base.extend<SpaceContext<AnySpace>>({
    space: async ({ task, onTestFailed }, use) => {
      const space = await mock.space(options);
      let tail = "";
      onTestFailed(() => console.error(`The journal of "${task.name}" (space ${space.name}) ends with:\n${tail}`));
      await use(space);
      tail = journalTail(await space.journal.entries({ last: 10 }));
      await mock.dropSpace(space.name);
    },
    client: async ({ space }, use) => {
      const { credentials, publicKey } = space;
      const fetch = (request: Request) => space.fetch(request);
      await use(createClient({ baseUrl: "https://license-api.test", credentials, publicKey, fetch }));
    },
  });
}
