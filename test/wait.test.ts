import { getEventListeners } from "node:events";
import { expect, test, vi } from "vitest";
import { wait } from "../src/api/wait.ts";

const hour = 3_600_000;

test("a wait ends with its time, and nothing listens any longer", async () => {
  const { signal } = new AbortController();
  const waiting = wait(1, signal);
  expect(getEventListeners(signal, "abort")).toHaveLength(1);
  await waiting;
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("a wait needs no signal", async () => {
  expect(await wait(0)).toBeUndefined();
});

test("a wait ends as soon as nobody waits, and not again with its time", async () => {
  const controller = new AbortController();
  const waiting = wait(hour, controller.signal);
  controller.abort();
  await waiting;
  expect(getEventListeners(controller.signal, "abort")).toHaveLength(0);
});

test("a wait that nobody wants does not begin", async () => {
  const signal = AbortSignal.abort();
  await wait(hour, signal);
  expect(getEventListeners(signal, "abort")).toHaveLength(0);
});

test("a wait ends under fake timers too", async () => {
  vi.useFakeTimers();
  try {
    await wait(1);
  } finally {
    vi.useRealTimers();
  }
});
