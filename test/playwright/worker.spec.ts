import { test as base, expect } from "license-api-kit/playwright";
import { unused } from "./license.ts";

/** A stand-in for a backend that is started once a worker, with the credentials that it was given then. */
const test = base.extend<object, { backend: (hardware_id: string) => Promise<{ times_activated?: number }> }>({
  backend: [
    async ({ workerMock }, use) => {
      const { client } = workerMock;
      await use((hardware_id) => client.call("activate-license", { ...unused, hardware_id }));
    },
    { scope: "worker" },
  ],
});
test.use({ spacePer: "worker" });
test.describe.configure({ mode: "default" }); // one after the other, in one worker

for (const device of ["Laptop-1", "Laptop-2"]) {
  test(`the space of a worker is put back to the start before the test of ${device}`, async ({ mock, backend }) => {
    expect(await mock.journal.entries()).toEqual([]);
    expect(await backend(device)).toMatchObject({ times_activated: 1 });
    await expect(mock).toHaveReceived("activate-license", { hardware_id: device });
    await mock.clock.advance({ days: 400 });
  });
}

test.describe("a test that wants it made in a way of its own", () => {
  test.use({ spaceOptions: { clock: "2031-05-01T12:00:00.000Z" } });
  test.fail();

  test("is told that it has one already", async ({ mock }) => {
    await mock.clock.now();
  });
});
