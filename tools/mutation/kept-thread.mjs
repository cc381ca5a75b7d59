import { ThreadsPoolWorker } from "vitest/node";

/** Modules that tests load anew, as they are meant to, stay in memory: after so many runs a thread is replaced. */
const mostRuns = 200;

/**
 * A pool for vitest whose thread outlives a run, so that the next mutant finds the sources loaded: vitest ends a thread
 * after each run, and loading costs more than most tests. `fresh` says whether a run needs a thread of its own.
 */
export function keptThread(fresh) {
  let kept;
  const release = async () => {
    const old = kept;
    kept = undefined;
    await old?.end();
  };
  const createPoolWorker = (options) => {
    if (fresh() || kept?.runs() >= mostRuns) release();
    if (fresh()) return Object.assign(new ThreadsPoolWorker(options), { name: "kept-thread" });
    kept ??= keepAlive(new ThreadsPoolWorker(options));
    return kept.worker;
  };
  return { pool: { name: "kept-thread", createPoolWorker }, release };
}

/** A thread that answers for itself where vitest starts it again or stops it. */
function keepAlive(thread) {
  const state = { runs: 0, isRunning: false, ended: false, config: undefined, listeners: [] };
  const answer = (type) => {
    const message = { type, __vitest_worker_response__: true };
    const hearing = state.listeners.filter(({ event }) => event === "message");
    queueMicrotask(() => {
      for (const { callback } of hearing) callback(message);
    });
  };
  const worker = {
    name: "kept-thread",
    ...listening(thread, state),
    send: (message) => send(message, { thread, state, answer }),
    start: async () => {
      if (state.runs === 0) await thread.start();
    },
    stop: async () => {
      state.isRunning = false;
      for (const { event, callback } of [...state.listeners]) worker.off(event, callback);
    },
    deserialize: (data) => data,
  };
  const end = async () => {
    const idle = state.isRunning ? [] : state.listeners.filter(({ event }) => event === "exit");
    for (const { event, callback } of idle) thread.off(event, callback); // its end surprises nobody then
    state.ended = true;
    await thread.stop();
  };
  return { worker, runs: () => state.runs, end };
}

/** Remembers who listens, as the listeners of a run that is over would hear the next one. */
function listening(thread, state) {
  return {
    on(event, callback) {
      state.listeners.push({ event, callback });
      thread.on(event, callback);
    },
    off(event, callback) {
      state.listeners = state.listeners.filter((one) => one.event !== event || one.callback !== callback);
      if (!state.ended) thread.off(event, callback);
    },
  };
}

/** What comes with the start of a run, such as the names of its tests, goes with the run to a thread that has started. */
function send(message, { thread, state, answer }) {
  if (state.ended) return undefined;
  if (message.type === "stop") return answer("stopped");
  if (message.type === "start") {
    state.config = message.context.config;
    return state.runs > 0 ? answer("started") : thread.send(message);
  }
  if (message.type !== "run") return thread.send(message);
  state.runs += 1;
  state.isRunning = true;
  return thread.send({ ...message, context: { ...message.context, config: state.config } });
}
