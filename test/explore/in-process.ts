import { portableCryptography } from "../../src/api/cryptography.ts";
import type { Target } from "../../src/contract/target.ts";
import { type Exploration, type ExploreOptions, explore } from "../../src/explore/explore.ts";
import { createMock, type Mock, type MockOptions } from "../../src/mock/create-mock.ts";
import type { Fetch } from "../mutants/mutant.ts";

/** A mock that signs by words: RSA takes longer than all else, and what is searched for is elsewhere. */
export function unsignedMock(options: MockOptions = {}): Mock {
  const cryptography = { hmac: portableCryptography.hmac, createSigner: () => async () => "c2lnbmVk" };
  return createMock({ cryptography, journal: 0, ...options });
}

/** A mock as a target whose signatures nobody verifies. */
export function unsignedTarget({ credentials, roles }: Mock, policy: Target["policy"] = {}): Target {
  return { credentials, roles, policy, baseUrl: "https://license-api.test" };
}

/** Searches a mock in this process, by the same seed each time, with every effect allowed. */
export function exploreInProcess(
  mock: Mock,
  options: Partial<ExploreOptions> = {},
  fetch: Fetch = (request) => mock.fetch(request),
): Promise<Exploration> {
  return explore({ target: unsignedTarget(mock), fetch, allow: "permanent", seed: 1, inputs: 0, walks: 0, ...options });
}

/** What a search has found, a line each. */
export function linesOf({ inputs, walks }: Exploration): string[] {
  return [...inputs.findings, ...walks.findings].map(
    ({ id, role, claim, seen }) =>
      `${claim.verdict} ${id} (${role}): ${claim.found}, expected ${claim.expected}, in ${seen.length} calls`,
  );
}

/** What breaks the contract or could not be judged; what the user is asked is none of it. */
export function alarmsOf(found: Exploration): string[] {
  return linesOf(found).filter((line) => /^(failed|not judged)/.test(line));
}
