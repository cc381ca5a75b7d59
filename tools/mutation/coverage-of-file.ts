import { inject } from "vitest";

// A thread that is kept notes what each test reaches in one object for all files, and all of it is sent at the end of each
// file: with thousands of tests that grows to gigabytes. Here each file begins with nothing and sends its own.
const { mutantCoverage } =
  (globalThis as unknown as Record<string, { mutantCoverage?: { perTest: object } } | undefined>)[
    inject("globalNamespace" as never)
  ] ?? {};
if (mutantCoverage) mutantCoverage.perTest = {};
