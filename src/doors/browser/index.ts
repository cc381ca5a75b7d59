export type { PageOptions } from "./page-options.ts";
export { type MockInPage, startMockInPage } from "./start-mock-in-page.ts";
