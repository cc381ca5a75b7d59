export { type DescribeOptions, describeContract } from "./describe-contract.ts";
export type { ContractMatchers, SpaceMatchers } from "./matchers.ts";
export { type SpaceContext, spaceTest } from "./space-test.ts";

import "./matchers.ts";
