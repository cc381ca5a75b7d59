import type { Answer, CaseRequest } from "./case.ts";
import type { Target } from "./target.ts";

/** An answer and the request that it came to, whether or not a case asked for it. */
export interface JudgedAnswer {
  readonly request: Pick<CaseRequest, "endpoint" | "input" | "tokenForm">;
  readonly answer: Answer;
  readonly target: Knowledge;
}

/** What is known of who answered. */
export interface Knowledge extends Partial<Pick<Target, "publicKey" | "credentials" | "policy">> {
  /** Texts that let somebody in, with what they are called. */
  readonly secrets?: readonly (readonly [name: string, value: string])[];
}
