import { expect, expectTypeOf, test } from "vitest";
import type { Observation } from "../src/contract/observe.ts";
import type { CaseResult, ClaimKind, ClaimVerdict, JudgedClaim, RunReport } from "../src/doors/contract.ts";
import type {
  ActivateLicenseRequest,
  CheckedLicense,
  CheckLicenseFeatureResponse,
  CheckLicenseRequest,
  ErrorBody,
  WorldFile,
} from "../src/index.ts";
import { ApiError, createMock, endpoints, type Policies } from "../src/index.ts";

// What is tested here is tested by the compiler: `npm run check:types` fails where an expectation is wrong.

test("types say what crosses the wire, and nothing else compiles", () => {
  expectTypeOf<CheckedLicense["max_activations"]>().toEqualTypeOf<number>();
  expectTypeOf<CheckedLicense["license_type"]>().toEqualTypeOf<
    "perpetual" | "time-limited" | "subscription" | "consumption"
  >();
  expectTypeOf<CheckedLicense["validity_period"]>().toEqualTypeOf<string | null>();
  expectTypeOf<CheckLicenseFeatureResponse["max_consumption"]>().toEqualTypeOf<number | undefined>();
  expectTypeOf<CheckedLicense["metadata"]>().toEqualTypeOf<{ [name: string]: unknown }>();
  expectTypeOf<Policies["dialect"]>().toEqualTypeOf<"documents" | "service">();
  expectTypeOf(endpoints["check-license"].method).toEqualTypeOf<"GET">();

  const byKey: CheckLicenseRequest = { product: "p", hardware_id: "h", license_key: "k" };
  const byBoth: CheckLicenseRequest = { product: "p", hardware_id: "h", license_key: "k", username: "u" };
  const byToken: ActivateLicenseRequest = { product: "p", hardware_id: "h", id_token: "t", customer_account_code: "c" };
  expect([byKey, byBoth, byToken]).toHaveLength(3);

  // @ts-expect-error nothing says whose license is meant
  const nobody: CheckLicenseRequest = { product: "p", hardware_id: "h" };
  // @ts-expect-error a token without its account is not enough
  const half: ActivateLicenseRequest = { product: "p", hardware_id: "h", id_token: "t" };
  // @ts-expect-error a username without a password is not enough to activate
  const noPassword: ActivateLicenseRequest = { product: "p", hardware_id: "h", username: "u" };
  // @ts-expect-error the product is required
  const noProduct: CheckLicenseRequest = { hardware_id: "h", license_key: "k" };
  // @ts-expect-error requests are closed: a misspelt field does not compile
  const misspelt: CheckLicenseRequest = { product: "p", hardware_id: "h", license_key: "k", hardwareId: "h" };
  // @ts-expect-error error bodies are closed
  const open: ErrorBody = { status: 400, code: "c", message: "m", details: [] };
  // @ts-expect-error a world file is closed too
  const world: WorldFile = { companies: [], apiKeys: [], products: [], licenses: [], license: [] };
  expect([nobody, half, noPassword, noProduct, misspelt, open, world]).toHaveLength(7);

  // @ts-expect-error there is no such code
  expect(() => new ApiError("license_no_found")).not.toThrow(SyntaxError);
  // @ts-expect-error there is no such policy
  expect(() => createMock({ policy: { dialekt: "service" } })).toThrow(/policy dialekt: there is no such policy/);
  // @ts-expect-error there is no such value
  expect(() => createMock({ policy: { dialect: "real" } })).toThrow(
    'policy dialect: found "real", expected documents or service',
  );
});

test("a result says what became of each claim and what it rests on, and nothing else compiles", () => {
  expectTypeOf<CaseResult["claims"]>().toEqualTypeOf<readonly JudgedClaim[]>();
  expectTypeOf<Observation["claims"]>().toEqualTypeOf<readonly JudgedClaim[]>();
  expectTypeOf<RunReport["cases"][number]["claims"]>().toEqualTypeOf<readonly JudgedClaim[]>();
  expectTypeOf<CaseResult["left"]>().toEqualTypeOf<string | undefined>();
  expectTypeOf<ClaimVerdict>().toEqualTypeOf<"failed" | "not judged" | "open" | "drift" | "accepted" | "held">();
  expectTypeOf<"acts" | "refuses" | "code" | "status" | "order">().toExtend<ClaimKind>();
  expectTypeOf<"body" | "form" | "signature" | "about" | "effect" | "request">().toExtend<ClaimKind>();
  expectTypeOf<CaseResult["verdict"]>().toEqualTypeOf<
    | ("failed" | "not-judged" | "stale" | "open" | "drift" | "accepted" | "expected-failure")
    | ("passed" | "blocked" | "skipped" | "not-applicable")
  >();

  const claim: JudgedClaim = { kind: "body", verdict: "held", evidence: "inviolable", expected: "x", found: "" };
  // @ts-expect-error a claim rests on something
  const bare: JudgedClaim = { kind: "body", verdict: "held", expected: "x", found: "" };
  // @ts-expect-error a document has a page
  const vague: JudgedClaim = { ...claim, evidence: "documented" };
  // @ts-expect-error there is no such verdict of a claim
  const learned: JudgedClaim = { ...claim, verdict: "learned" };
  expect([claim, bare, vague, learned]).toHaveLength(4);
});
