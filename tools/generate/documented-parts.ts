import { endpointNames, endpointRow } from "../../src/api/endpoints.ts";
import { notImitated } from "../../src/api/not-imitated.ts";

/**
 * A documented part of the API and what the mock makes of it: *imitated*; *taken and noted*, where a client may send it and
 * nothing comes of it; *not public*, where no page says what goes over the wire; *another API* or *not here*, with the reason.
 */
export interface DocumentedPart {
  readonly part: string;
  readonly here: "imitated" | "taken and noted" | "not public" | "another API" | "not here";
  /** What exactly, or why not. */
  readonly more: string;
  readonly source: string;
}

/** What no row of a table of the code stands for. */
const others: readonly DocumentedPart[] = [
  {
    part: "Authorization by API key: Date, HMAC-SHA256, read-only keys, keys of some products",
    here: "imitated",
    more: "with every refusal",
    source: "documented: API key authorization",
  },
  {
    part: "OAuth: token of client credentials, four scopes, accounts that demand it",
    here: "imitated",
    more: "the token host is part of the same server",
    source: "documented: OAuth authorization, OAuth configuration",
  },
  {
    part: "`LicenseSignature` header and `license_signature` of the body",
    here: "imitated",
    more: "RSA-SHA256, as the sample code verifies them; prose calls them HMAC",
    source: "documented: response signature, response signature v2",
  },
  {
    part: "Single sign-on: `id_token`, `code`, and the page behind `sso_url`",
    here: "imitated",
    more: "the page is a small one of the mock",
    source: "documented: single sign-on URL",
  },
  {
    part: "Consumption pools: `pool` in both add answers, offline checkouts",
    here: "imitated",
    more: "of `pool` only `id` and `name` are known, the rest is assumed",
    source: "documented: consuming from a pool, offline checkouts",
  },
  {
    part: "Rate limits: 60 seconds, by account and API",
    here: "imitated",
    more: "off by default (policy `rateLimit`); status, code and headers of a refusal are assumed",
    source: "documented: rate limiting",
  },
  {
    part: "`is_air_gapped`: licenses that are activated without a network",
    here: "taken and noted",
    more: "the world says it and answers show it; the codes go through the vendor's portal and not through this API",
    source: "documented: air gapped license activation",
  },
  {
    part: "`is_hardware_key_auth`: licenses that need a hardware key",
    here: "taken and noted",
    more: "the world says it and answers show it; what a key sends is not public",
    source: "documented: hardware keys",
  },
  {
    part: "Scheduled updates of licenses",
    here: "another API",
    more: "made by the Management API; of this API only a parameter is known",
    source: "documented: scheduled license updates",
  },
  {
    part: "Events and webhooks",
    here: "another API",
    more: "sent by the service; signature and envelope are not public",
    source: "documented: webhooks, event list",
  },
  {
    part: "Management API: orders, licenses, products, customers, pools",
    here: "another API",
    more: "the control API of the mock does what tests need of it",
    source: "documented: Management API",
  },
  {
    part: "Local license server",
    here: "not here",
    more: "a program of the vendor's with a protocol of its own",
    source: "documented: floating server",
  },
];

/** Every documented part of the API, the endpoints first. */
export function documentedParts(): DocumentedPart[] {
  const endpoints = endpointNames.map((name): DocumentedPart => {
    const { method, path, source } = endpointRow(name);
    return { part: `\`${method} ${path}\``, here: "imitated", more: "with every outcome below", source };
  });
  const unknown = notImitated.map(({ kind, name, unknown: more, source }): DocumentedPart => {
    const part = kind === "path" ? `\`POST ${name}\`` : `${kind} \`${name}${kind === "parameter" ? "…" : ""}\``;
    return { part, here: kind === "path" ? "not public" : "taken and noted", more: `not public: ${more}`, source };
  });
  return [...endpoints, ...unknown, ...others];
}

/** The parts as a table for people. */
export function documentedPartsTable(): string {
  const rows = documentedParts().map(({ part, here, more, source }) => `| ${part} | ${here} | ${more} | ${source} |`);
  return ["| part | here | | source |", "|---|---|---|---|", ...rows].join("\n");
}
