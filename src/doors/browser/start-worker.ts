import type { SetupWorker } from "msw/browser";
import type { PageSettings } from "./page-options.ts";

/**
 * Starts msw's worker, whose own words about what is in its way are few. Calls that are not for the mock pass in silence.
 *
 * @throws an Error that says what was found and what to do
 */
export async function startWorker(worker: SetupWorker, { workerUrl, quiet }: PageSettings): Promise<void> {
  const options = {
    serviceWorker: { url: workerUrl },
    quiet,
    onUnhandledRequest: "bypass", // as msw 2 calls it
    onUnhandledFrame: "bypass", // as msw 3 does
  } as const;
  const registration = await worker.start(options).catch(async (cause) => {
    throw new Error(await explain(workerUrl, cause), { cause });
  });
  if (registration === undefined || location.href.startsWith(registration.scope)) return;
  await worker.stop();
  throw new Error(
    `startMockInPage: found the worker script at ${workerUrl}, which serves pages under ${registration.scope}, ` +
      `expected it in a folder above this page, ${location.href}: see the option workerUrl`,
  );
}

/** Browsers tell a missing script in words of their own, so what is served there is looked at. */
async function explain(workerUrl: string, cause: unknown): Promise<string> {
  const found = await servedInstead(workerUrl);
  if (found === undefined) {
    const words = cause instanceof Error ? cause.message : String(cause);
    return `startMockInPage: the worker script at ${workerUrl} was not started, see the option workerUrl and the page's Content-Security-Policy (worker-src): ${words}`;
  }
  return (
    `startMockInPage: found ${found} at ${workerUrl}, expected msw's worker script. ` +
    "`npx msw init public` puts it into a folder; that folder's files must be served as they are (option workerUrl)"
  );
}

/** undefined where it is a script, or nobody can say. */
async function servedInstead(workerUrl: string): Promise<string | undefined> {
  const answer = await fetch(workerUrl).catch(() => undefined);
  if (answer === undefined) return undefined;
  if (!answer.ok) return `status ${answer.status}`;
  const type = answer.headers.get("content-type") ?? "no content type";
  return /(java|ecma)script/.test(type) ? undefined : type;
}
