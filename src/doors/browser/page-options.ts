import type { MockOptions } from "../../mock/create-mock.ts";

/** How a page's mock is set up: like any mock, and how it stands in the page. */
export interface PageOptions extends MockOptions {
  /** The address that the page's code calls, with or without `/api/v4` at its end. A path is one of the page's server. */
  readonly baseUrl: string;
  /** Puts the mock on `window` for testers: true as `licenseApiKit`, a text by that name. @default false */
  readonly controls?: boolean | string;
  /**
   * "session": the world, the time, and faults and tweaks that are plain data outlast a reload, until the tab is closed.
   * Another `world` begins anew, as does another version of the package. @default every load begins anew
   */
  readonly keep?: "session";
  /** Address of msw's worker script. @default "/mockServiceWorker.js" */
  readonly workerUrl?: string;
  /** Keeps msw's own lines out of the console: that it runs, and each call. @default true */
  readonly quiet?: boolean;
}

/** What of a page's options is not for the mock itself, complete. */
export interface PageSettings {
  /** Absolute, without `/api/v4` and slashes at its end. */
  readonly root: string;
  /** undefined for none. */
  readonly controls: string | undefined;
  readonly isKept: boolean;
  readonly workerUrl: string;
  readonly quiet: boolean;
}

/**
 * Completes the options of a page.
 *
 * @throws TypeError that names the option, what was found and what was expected
 */
export function settingsOf(options: PageOptions): PageSettings {
  const { baseUrl, controls = false, keep, workerUrl = "/mockServiceWorker.js", quiet = true } = options;
  if (keep !== undefined && keep !== "session") throw wrong("keep", keep, '"session" or nothing');
  return {
    root: requireOwnAddress(baseUrl),
    controls: requireFreeName(controls),
    isKept: keep === "session",
    workerUrl: absolute("workerUrl", workerUrl),
    quiet,
  };
}

/** The mock answers whatever lies under its address, so the page and its files must not. */
function requireOwnAddress(baseUrl: string): string {
  const root = absolute("baseUrl", baseUrl)
    .replace(/\/+$/, "")
    .replace(/\/api\/v4$/, "");
  if (!`${location.href.replace(/[?#].*/, "")}/`.startsWith(`${root}/`)) return root;
  throw wrong("baseUrl", baseUrl, `an address or a path that this page, ${location.href}, does not lie under`);
}

function requireFreeName(controls: boolean | string): string | undefined {
  if (controls === false) return undefined;
  const name = controls === true ? "licenseApiKit" : controls;
  if (typeof name !== "string" || name === "") throw wrong("controls", controls, "true, false or a name");
  if (name in window) throw wrong("controls", name, "a name that nothing on window has");
  return name;
}

function absolute(option: string, address: string): string {
  const isText = typeof address === "string" && address !== "";
  if (!isText || !URL.canParse(address, location.href)) {
    throw wrong(option, address, "an address like https://license-api.invalid, or a path");
  }
  return new URL(address, location.href).href;
}

function wrong(option: string, found: unknown, expected: string): TypeError {
  return new TypeError(`startMockInPage: ${option}: found ${JSON.stringify(found) ?? "nothing"}, expected ${expected}`);
}
