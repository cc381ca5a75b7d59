import { type EndpointName, endpointRow } from "../../api/endpoints.ts";
import type { ContractCase } from "../case.ts";
import { caseMaker, type RefusalOptions } from "./case-maker.ts";
import { both, type FieldSource } from "./requests.ts";

/** Passwords and tokens that a server which compares carelessly takes for the right one. */
const nearMisses: readonly (readonly [variant: string, how: string, spoil: (secret: string) => string])[] = [
  ["case", "in other letters, small for capital,", otherCase],
  ["longer", "that goes on after its end", (secret) => `${secret}x`],
];

function otherCase(password: string): string {
  const lower = password.toLowerCase();
  return lower === password ? password.toUpperCase() : lower;
}

/** What can be wrong with a user's proof: a password, or a token where the endpoint takes one. */
export function proofCases(
  endpoint: EndpointName,
  roles: { readonly user: string; readonly token?: string },
  fields: FieldSource = {},
  ifActs: (role: string) => NonNullable<RefusalOptions["ifActs"]> = () => ifQuery(endpoint),
): ContractCase[] {
  const { refused } = caseMaker(endpoint);
  const proof = (role: string) => ({ rests: { outcome: "inviolable" }, ifActs: ifActs(role) }) as const;
  // Where a username alone is enough, a server need not read the password beside it
  const isRead = !endpoint.startsWith("deactivate");
  const password = refused(
    "authentication_failure",
    "a wrong password is refused",
    roles.user,
    both(fields, { password: "wrong" }),
    {
      ...proof(roles.user),
      ...(isRead ? {} : { rests: { outcome: "assumed" } }),
    },
  );
  const near = nearMisses.map(([variant, how, spoil]) =>
    refused(
      "authentication_failure",
      `a password ${how} is refused`,
      roles.user,
      both(fields, ({ password: right }) => ({ password: spoil(String(right)) })),
      { ...proof(roles.user), variant },
    ),
  );
  const passwords = [password, ...(isRead ? near : [])];
  if (roles.token === undefined) return passwords;
  const { token } = roles;
  const nearTokens = nearMisses.map(([variant, how, spoil]) =>
    refused(
      "sso_customer_account_token_error",
      `a token ${how} is refused`,
      token,
      both(fields, ({ id_token: right }) => ({ code: undefined, id_token: spoil(String(right)) })),
      { ...proof(token), variant },
    ),
  );
  return [
    ...passwords,
    refused(
      "sso_customer_account_token_error",
      "an unknown token is refused",
      token,
      both(fields, { code: undefined, id_token: "no-such-token" }),
      proof(token),
    ),
    ...nearTokens,
  ];
}

/** A query is harmless; what else acts in spite of a refusal, stays. */
export function ifQuery(endpoint: EndpointName): "nothing" | "stays" {
  return endpointRow(endpoint).method === "GET" ? "nothing" : "stays";
}
