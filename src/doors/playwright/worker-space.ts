import type { RemoteMock } from "../../control/client/remote.ts";
import type { SpaceOptions } from "../../mock/space/space.ts";
import { type MockOfTest, mockOfTest } from "./mock-of-test.ts";

/** The space that the tests of a worker share where they have none of their own. */
export interface WorkerSpace {
  /** The space, made when it is first asked for. */
  open(): Promise<MockOfTest>;
  /** Forgets it, if it was made. */
  drop(): Promise<void>;
}

/** Makes what opens the space of a worker. */
export function createWorkerSpace(mockServer: RemoteMock): WorkerSpace {
  let opened: Promise<MockOfTest> | undefined;
  return {
    open: () => (opened ??= mockServer.space().then(mockOfTest)),
    drop: async () => void (await (await opened)?.drop()),
  };
}

/**
 * The space of a worker as it was made.
 *
 * @throws an error where a test wants it made in a way of its own
 */
export async function openResetSpace(workerSpace: WorkerSpace, spaceOptions: SpaceOptions): Promise<MockOfTest> {
  const [found] = Object.keys(spaceOptions);
  if (found !== undefined) {
    throw new TypeError(
      `spaceOptions/${found}: found beside spacePer "worker", expected none: set mockOptions instead`,
    );
  }
  const space = await workerSpace.open();
  await space.reset();
  return space;
}
