import type { SetupWorker } from "msw/browser";
import { createMock, type Mock } from "../../mock/create-mock.ts";
import { handlers } from "../msw.ts";
import { restoreState } from "./keep-state.ts";
import { type PageOptions, settingsOf } from "./page-options.ts";
import { startWorker } from "./start-worker.ts";

/** A mock that answers the calls of the page. */
export interface MockInPage {
  readonly mock: Mock;
  /** msw's worker, to give it handlers of other services too: `worker.use(…)`. */
  readonly worker: SetupWorker;
  /** Lets the page's calls go to the network again and takes the controls from `window`; `startMockInPage` may follow. */
  stop(): Promise<void>;
}

// A page has one worker of msw, so one mock at a time. Its spaces are as many as one likes.
let isRunning = false;

/**
 * Makes a mock and lets msw's worker hand it the page's calls to `baseUrl`. What the page calls before the promise is
 * fulfilled goes to the network.
 *
 * Calls are authorized as far as pages can (`auth: "auto"`): they cannot send the Date header that belongs to a signature.
 *
 * @throws an Error that says what was found and what is expected: outside of a page, without service workers, without the
 * worker's script, for an address that is the page's own, where a mock runs already.
 */
export async function startMockInPage(options: PageOptions): Promise<MockInPage> {
  requireWorkers();
  if (isRunning) {
    throw new Error(
      "startMockInPage: found a mock that runs in this page, expected none: stop() it first. " +
        "After a module was exchanged under a running page, reload the page",
    );
  }
  isRunning = true;
  try {
    return await start(options);
  } catch (error) {
    isRunning = false;
    throw error;
  }
}

async function start(options: PageOptions): Promise<MockInPage> {
  const settings = settingsOf(options);
  const mock = createMock({ auth: "auto", ...options });
  const keep = settings.isKept ? restoreState(mock, settings.root, options) : () => {};
  // Not loaded with this module, as msw 3 lets nobody load it outside of a page: a server may render what imports this
  const { setupWorker } = await import("msw/browser");
  const worker = setupWorker(...handlers(mock, { baseUrl: settings.root }));
  await startWorker(worker, settings);
  window.addEventListener("pagehide", keep);
  const removeControls = addControls(mock, settings.controls);
  return {
    mock,
    worker,
    stop: async () => {
      await worker.stop();
      window.removeEventListener("pagehide", keep);
      keep();
      removeControls();
      isRunning = false;
    },
  };
}

/** Puts the mock on `window`. Gives what takes it away. */
function addControls(mock: Mock, name: string | undefined): () => void {
  if (name === undefined) return () => {};
  Object.defineProperty(window, name, { value: mock, configurable: true, enumerable: true });
  return () => Reflect.deleteProperty(window, name);
}

/** msw itself would replace `fetch` instead, which no other script of the page and no frame feels. */
function requireWorkers(): void {
  if (typeof window === "undefined" || typeof navigator === "undefined") {
    throw new Error("startMockInPage: found no page, expected one: in Node, license-api-kit/msw has handlers");
  }
  if ("serviceWorker" in navigator) return;
  const found = window.isSecureContext ? "a browser without service workers" : `an insecure page, ${location.origin}`;
  throw new Error(
    `startMockInPage: found ${found}, expected one with service workers: open it over https or as localhost, ` +
      "and not in a private window",
  );
}
