import { type MockInPage, startMockInPage } from "license-api-kit/browser";
import { world } from "./world.ts";

/** Answers the page's calls from now on. Testers find the mock on `window.licenseApiKit`. */
export function startMock(): Promise<MockInPage> {
  return startMockInPage({ baseUrl: import.meta.env.VITE_LICENSE_API, world, controls: true, keep: "session" });
}
