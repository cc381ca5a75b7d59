import { ApiError } from "../api/errors.ts";
import type { Policies } from "../api/policies.ts";
import type { Call } from "./journal/call.ts";

/** How many calls a window takes. */
interface Limit {
  readonly calls: number;
  readonly seconds: number;
}

/** Calls of a company in 60 seconds, by its plan. documented: rate limiting */
const plans = { free: 1_800, "business-starter": 3_600, "business-plus": 4_500, enterprise: 18_000 } as const;

/** What no plan may pass. documented: rate limiting */
const perAddress: Limit = { calls: 200, seconds: 10 };
const perAuthorization: Limit = { calls: 50, seconds: 1 };

/** Callers that are counted at once; the one that was seen first is forgotten. */
const mostCallers = 10_000;

/** Counts calls in windows of the wall clock, where the policy says so. */
export interface RateLimits {
  /** @throws too_many_requests (policy) for an address or an Authorization header that calls too often */
  requireCalm(call: Call): void;
  /** @throws too_many_requests (policy) for a company whose plan takes no more */
  requirePlan(companyId: number, call: Call): void;
  /** Forgets every call. */
  clear(): void;
}

/**
 * Makes what counts calls. Windows roll: a call counts until it is as old as the window is long, on the wall clock, and one
 * that is refused does not count.
 */
export function createRateLimits({ rateLimit, retryAfter }: Policies): RateLimits {
  const calls = new Map<string, number[]>();

  function require(whose: string, { calls: most, seconds }: Limit, now: number): void {
    const window = seconds * 1_000;
    const counted = calls.get(whose) ?? [];
    while ((counted[0] ?? now) <= now - window) counted.shift();
    if (counted.length >= most) {
      const waitMs = (counted[0] as number) + window - now;
      throw tooMany(`${whose}: ${most} calls in ${seconds} s`, waitMs, now);
    }
    counted.push(now);
    if (!calls.has(whose) && calls.size >= mostCallers) calls.delete(calls.keys().next().value as string);
    calls.set(whose, counted);
  }

  function tooMany(what: string, waitMs: number, now: number): ApiError {
    const seconds = Math.max(1, Math.ceil(waitMs / 1_000));
    const at = new Date(now + seconds * 1_000).toUTCString();
    const explanation = `policy rateLimit=${rateLimit}, ${what}`;
    return new ApiError("too_many_requests", { explanation, retryAfter: retryAfter === "date" ? at : String(seconds) });
  }

  return {
    requireCalm: ({ request, wallAt }) => {
      if (rateLimit === "off") return;
      if (request.peer !== undefined) require(`address ${request.peer}`, perAddress, wallAt);
      const authorization = request.headers("authorization");
      if (authorization !== undefined)
        require(`Authorization ${authorization}`.slice(0, 300), perAuthorization, wallAt);
    },
    requirePlan: (companyId, { wallAt }) => {
      if (rateLimit === "off") return;
      const most = typeof rateLimit === "number" ? rateLimit : plans[rateLimit];
      require(`company ${companyId}`, { calls: most, seconds: 60 }, wallAt);
    },
    clear: () => calls.clear(),
  };
}
