import { asKey, minutesBefore, withAuthorization, withToken } from "./changed-headers.ts";
import { noProof, type WrongCall } from "./wrong-calls.ts";

/** Tokens that do not count, and keys where a token must be. */
export const wrongTokens: readonly WrongCall[] = [
  {
    evidence: "documented: OAuth configuration",
    provesNothing: true,
    code: "oauth_required",
    about: "an API key of a company that takes OAuth tokens only is refused",
    needs: ["oauthRequiredKey"],
    change: (role) => asKey(role("oauthRequiredKey")),
  },
  {
    ...noProof,
    evidence: "assumed",
    code: "oauth_token_malformed",
    about: "a token that was not given out is refused",
    change: () => withAuthorization("Bearer no-such-token"),
  },
  {
    ...noProof,
    evidence: "assumed",
    code: "oauth_token_expired",
    about: "a token that has expired is refused",
    needs: ["expiredToken"],
    change: (role) => withAuthorization(`Bearer ${role("expiredToken").access_token}`),
  },
];

/** A token proves who calls, and not when: the date beside it is looked at as beside a signature. */
export const wrongTokenDates: readonly WrongCall[] = [
  {
    evidence: "assumed",
    code: "missing_headers",
    variant: "token-date",
    about: "a call with a token and no Date header is refused",
    needs: ["companyToken"],
    change: (role) => withToken(role("companyToken").access_token, () => undefined),
  },
  {
    evidence: "assumed",
    code: "date_header_diff",
    variant: "token",
    about: "a call with a token and a Date header of 16 minutes ago is refused",
    needs: ["companyToken"],
    change: (role) => withToken(role("companyToken").access_token, minutesBefore(16)),
  },
];
