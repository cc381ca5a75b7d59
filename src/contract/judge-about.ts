import { type EndpointName, endpointRow } from "../api/endpoints.ts";
import { brokenClaim, type Expected, heldClaim, type JudgedClaim } from "./claim.ts";
import type { JudgedAnswer } from "./judged-answer.ts";

type Members = Readonly<Record<string, unknown>>;

/** What was asked for beside what was answered; nothing where one of the two is not there. */
interface Comparison {
  readonly what: string;
  readonly asked: unknown;
  readonly found: unknown;
}

/** That an answer is about the license, user, product, device and feature that were asked for, and nobody else's. */
export function judgeAbout({ request, answer }: JudgedAnswer): JudgedClaim[] {
  const comparisons = comparisonsFor(request.endpoint, request.input, answer.body);
  return comparisons
    .filter(({ asked, found }) => asked !== undefined && asked !== "" && found !== undefined && found !== null)
    .map(({ what, asked, found }) => {
      const expected: Expected = {
        kind: "about",
        evidence: "inviolable",
        expected: `${what} ${asked}, which was asked for`,
      };
      return isSame(asked, found) ? heldClaim(expected) : brokenClaim(expected, `an answer about ${what} ${found}`);
    });
}

/** Keys, names and codes know no case as far as anybody has documented; numbers come as text in a query. */
function isSame(asked: unknown, found: unknown): boolean {
  return String(asked).toLowerCase() === String(found).toLowerCase();
}

function comparisonsFor(endpoint: EndpointName, input: Members, body: unknown): Comparison[] {
  if (typeof body !== "object" || body === null) return [];
  const one = body as Members;
  if (endpoint === "user-licenses") return items(body).flatMap((item) => userOf(item.user, input));
  if (endpoint === "product-details") return [{ what: "the product", asked: input.product, found: one.short_code }];
  if (endpoint === "activate-bundle-offline") return bundle(items(one.licenses), input);
  if (endpoint.endsWith("bundle")) return bundle(items(body), input);
  if (endpointRow(endpoint).embeds !== undefined) return license(one, input, true);
  if (endpoint === "check-license-feature") {
    return [
      { what: "the feature", asked: input.feature, found: one.code },
      { what: "the license id", asked: input.license_id, found: one.license_id },
    ];
  }
  if (endpoint === "add-consumption") return [{ what: "the license id", asked: input.license_id, found: one.id }];
  if (["add-feature-consumption", "floating-borrow", "floating-feature-borrow"].includes(endpoint)) {
    return [{ what: "the license id", asked: input.license_id, found: one.license_id }];
  }
  return [];
}

function items(value: unknown): Members[] {
  return (Array.isArray(value) ? value : []).filter((item) => typeof item === "object" && item !== null);
}

function license(found: Members, input: Members, isWhole: boolean): Comparison[] {
  const { product_details: product } = found;
  return [
    { what: "the license key", asked: input.license_key, found: found.license_key },
    ...userOf(found.user, input),
    { what: "the device", asked: input.hardware_id, found: found.hardware_id },
    ...(isWhole
      ? [
          { what: "the license id", asked: input.license_id, found: found.id },
          { what: "the product", asked: input.product, found: (product as Members | undefined)?.short_code },
        ]
      : []),
  ];
}

/** A bundle's licenses are all of one key or user and device; whether its own is among them, pages disagree about. */
function bundle(licenses: readonly Members[], input: Members): Comparison[] {
  return licenses.flatMap((one) => license(one, input, false));
}

/** A user name may carry a suffix after a bar that is no part of the email. */
function userOf(user: unknown, { username }: Members): Comparison[] {
  const { email } = (user ?? {}) as Members;
  return [
    { what: "the user", asked: typeof username === "string" ? username.split("|", 1)[0] : undefined, found: email },
  ];
}
