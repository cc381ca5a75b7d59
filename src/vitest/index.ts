export { type DescribeOptions, describeContract } from "./describe-contract.ts";
export type { ContractMatchers } from "./matchers.ts";

import "./matchers.ts";
