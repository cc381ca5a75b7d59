export type { Answer, ContractCase, Effect, Role } from "./case.ts";
export { cases } from "./cases/index.ts";
export type { Breach } from "./check.ts";
export { type CaseResult, type RunOptions, runContract, type Target } from "./run.ts";
