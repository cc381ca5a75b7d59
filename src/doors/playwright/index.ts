export { expect, type SpaceExpectations } from "./expect.ts";
export type { MockOfTest } from "./mock-of-test.ts";
export { type MockFixtureOptions, type MockFixtures, test } from "./test.ts";
