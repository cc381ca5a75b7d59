import type { Scenario } from "./scenario.ts";
import { scenarios } from "./scenarios/index.ts";

/**
 * Which scenarios a set has, by its name. A set is frozen: a scenario that is new goes into the next one, so that a result
 * does not turn red by itself. What is being written for that one is `next`.
 */
export const requirementSets: Readonly<Record<string, readonly string[]>> = {
  "2026.1": [
    ...named(
      "forged-answers",
      "other-key other-bytes no-signature pss sha-1 inside-damaged inside-missing header-damaged another-license another-device another-product another-endpoint a-page nothing half no-json all-by-another-key redirect check-by-another-key check-no-signature check-pss check-sha-1 check-other-bytes check-of-another-license check-of-another-product switched-off-by-answer replayed-after-the-end",
    ),
    ...named("hostile-bodies", "endless deep large compressed"),
    ...named(
      "clocks-and-copies",
      "ends-offline clock-back-after-the-end clock-back-and-opened-again clock-before-the-license clock-forward-and-back storage-copied dates-edited numbers-edited used-for-another-license storage-deleted switched-off-and-opened-again seat-run-out",
    ),
    ...named(
      "offline-activation",
      "right another-device another-license another-product changed unsigned another-key later-end",
    ),
    ...named(
      "refusals",
      "switched-off ended device-let-go no-activation-left deactivated units-spent no-seat feature-of-nobody",
    ),
    ...named(
      "trouble",
      "too-many-requests too-many-requests-by-date internal-error bad-gateway unavailable unavailable-by-date proxy-page captive-portal proxy-refuses refused reset-before reset-in half nothing no-json forged once-only portal-redirect expired-certificate server-gone page-404 page-407 foreign-certificate-at-check foreign-certificate-at-activate silent-server activation-fails opened-again-afterwards",
    ),
    ...named(
      "lawful-answers",
      "respelt upper-case-headers lower-case-headers unknown-member slow-body late live-dialect unsigned-refusals next-key both-keys clock-ahead clock-behind last-day letters-of-all-kinds named-oddly",
    ),
    ...named(
      "kept-licenses",
      "offline-for-a-day opened-offline power-cut extended-and-opened-offline storage-cut-in-half eight-weeks extended renewed-after-the-end switched-on-again seat-comes-free storage-lost",
    ),
    ...named(
      "manners",
      "lost-activation lost-consumption consumption-unavailable consumption-that-did-not-happen bounded-503 bounded-429 bounded-resets bounded-forgeries no-retry-of-a-refusal no-retry-of-no-activation secret-in-no-call quiet-messages no-second-activation asking-does-not-call seat-given-back seat-released device-released bounded-activations consumption-forged consumption-by-a-portal feature-consumption-lost deactivated-later closed-without-a-network",
    ),
  ],
};

function named(group: string, names: string): string[] {
  return names.split(" ").map((name) => `${group}/${name}`);
}

/** The set that is used where none is asked for. */
export const latestSet = "2026.1";

/** The scenarios of a set, in their order. @throws an error that names the sets that there are */
export function scenariosOf(set: string): readonly Scenario[] {
  if (set === "next") return scenarios;
  const ids = requirementSets[set];
  if (!ids)
    throw new Error(
      `found ${JSON.stringify(set)}, expected one of ${[...Object.keys(requirementSets), "next"].join(", ")}`,
    );
  return scenarios.filter(({ id }) => ids.includes(id));
}
