export { type DescribeOptions, describeContract } from "./describe-contract.ts";
export type { ContractMatchers } from "./matchers.ts";
export type { SpaceMatchers } from "./space-matchers.ts";
export { type SpaceContext, spaceTest } from "./space-test.ts";

import "./matchers.ts";
import "./space-matchers.ts";
