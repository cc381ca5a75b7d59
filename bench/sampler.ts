import { sampleEvery } from "./right-answers.ts";

/** Watches the answers of a loop in process: judges each status at once, and keeps a sample for after the loop. */
export interface Sampler<Signature> {
  /** Throws unless the status is 200. True for the first answer and one in 199. */
  wants(status: number): boolean;
  keep(body: string, signature: Signature): void;
  /** Checks what was kept: after the loop, since in process a check inside it would be charged to the mock. */
  check(): void;
}

/** Makes a sampler for one turn. */
export function sampler<Signature>(check: (body: string, signature: Signature) => void): Sampler<Signature> {
  const kept: [string, Signature][] = [];
  let answers = 0;
  return {
    wants(status) {
      if (status !== 200) throw new Error(`WRONG ANSWER: a call in process answered ${status}, not 200.`);
      answers += 1;
      return answers % sampleEvery === 1;
    },
    keep: (body, signature) => void kept.push([body, signature]),
    check() {
      for (const [body, signature] of kept) check(body, signature);
    },
  };
}
