import type { BorrowResult, CheckedLicense } from "../../generated/types.ts";
import type { ContractCase } from "../case.ts";
import { deviceCases } from "./activation-cases.ts";
import { earlier, longest, requireEarlierEnd, requireOneSeat } from "./borrowing.ts";
import { caseMaker } from "./case-maker.ts";
import { complaintUnless, refusedStep, successStep } from "./expectations.ts";
import { genericCases } from "./generic.ts";
import { identificationCases } from "./identification.ts";
import { proofCases } from "./proof-cases.ts";
import { otherDevice, requestOf } from "./requests.ts";
import { released, seatsReleased } from "./undo-requests.ts";

const { ok, refused, send, story } = caseMaker("floating-borrow");
const again = (role: string) => [released(role)];
const andRelease = (role: string) => ({ effect: "reversible", undo: again(role) }) as const;
/** A release knows no tokens: the user is named. */
const bySignOn = (role: string) => released(role, ({ sso_username }) => ({ username: sso_username }));

/** The contract of POST floating/borrow. */
export const floatingBorrowCases: readonly ContractCase[] = [
  ok("null borrows for as long as is allowed", "borrowableLicense", longest, {
    ...andRelease("borrowableLicense"),
    also: ({ max_borrow_time: hours }: BorrowResult, scene) => {
      const { max_borrow_time: expected } = scene.role("borrowableLicense");
      return complaintUnless(hours === expected, `${hours} hours, expected ${expected}`);
    },
  }),
  ok("a user with a password borrows", "borrowableUserLicense", longest, {
    variant: "user",
    ...andRelease("borrowableUserLicense"),
  }),
  ok(
    "a single sign-on token identifies the user",
    "ssoUser",
    { ...longest, code: undefined },
    {
      variant: "id-token",
      evidence: "documented: changelog of v4.1.44",
      effect: "reversible",
      undo: [bySignOn("ssoUser")],
      facts: ["ssoUser.sso_username"],
    },
  ),
  story(
    "a borrowed seat is refused to another device until it is given back",
    ["borrowableLicense"],
    [
      successStep(send("borrowableLicense", longest)),
      {
        ...successStep(
          requestOf("check-license", "borrowableLicense"),
          ({ is_borrowed, borrowed_until }: CheckedLicense) =>
            complaintUnless(is_borrowed && borrowed_until !== null, "the check does not say that it is borrowed"),
        ),
        premise: requireOneSeat,
      },
      refusedStep("floating_not_available", requestOf("check-license", "borrowableLicense", otherDevice)),
      successStep(requestOf("floating-release", "borrowableLicense")),
      successStep(requestOf("check-license", "borrowableLicense", otherDevice)),
      successStep(requestOf("floating-release", "borrowableLicense", otherDevice)),
    ],
    {
      variant: "and-release",
      effect: "reversible",
      undo: seatsReleased("borrowableLicense"),
    },
  ),
  story(
    "a seat is borrowed until the end that is asked for, and a check says so",
    ["borrowableLicense"],
    [
      successStep(send("borrowableLicense", longest)),
      successStep(requestOf("floating-release", "borrowableLicense")),
      successStep(send("borrowableLicense", earlier), requireEarlierEnd),
      successStep(requestOf("check-license", "borrowableLicense"), requireEarlierEnd),
      successStep(requestOf("floating-release", "borrowableLicense")),
    ],
    { variant: "until", ...andRelease("borrowableLicense") },
  ),
  ...genericCases("floating-borrow", { role: "borrowableLicense", fields: longest, required: "borrowed_until" }),
  ...identificationCases(
    "floating-borrow",
    { key: "borrowableLicense", user: "borrowableUserLicense" },
    longest,
    again("borrowableLicense"),
  ),
  ...proofCases("floating-borrow", { user: "borrowableUserLicense", token: "ssoUser" }, longest, (role) =>
    role === "ssoUser" ? [bySignOn(role)] : again(role),
  ),
  ...deviceCases("floating-borrow", longest, again),
  refused("license_expired", "an expired license is refused", "expiredFloatingLicense", longest, {
    evidence: "assumed",
    rests: { outcome: "documented: changelog of v4.0.29" },
    ifActs: again("expiredFloatingLicense"),
  }),
  refused("floating_not_available", "a license without a free seat is refused", "fullBorrowableLicense", longest, {
    ifActs: again("fullBorrowableLicense"),
  }),
  refused("floating_not_available", "a license that is not floating is refused", "activeKeyLicense", longest, {
    variant: "not-floating",
    evidence: "assumed",
    ifActs: again("activeKeyLicense"),
  }),
  refused("license_borrow_not_allowed", "a license that cannot be borrowed is refused", "floatingLicense", longest, {
    ifActs: again("floatingLicense"),
  }),
  story(
    "a license that cannot be borrowed is not, in spite of a refusal",
    ["floatingLicense"],
    [
      refusedStep("license_borrow_not_allowed", send("floatingLicense", longest)),
      successStep(
        requestOf("check-license", "floatingLicense"),
        ({ is_borrowed: isBorrowed }: CheckedLicense) => complaintUnless(isBorrowed !== true, "it is borrowed"),
        { alsoEvidence: "inviolable" },
      ),
    ],
    { variant: "not-in-spite", ...andRelease("floatingLicense") },
  ),
  ...["2020-01-01", "3020-01-01T00:00:00.000Z", "tomorrow", "2030-13-01"].map((borrowed_until, at) =>
    refused(
      "borrow_until_not_valid",
      `an end that is past, too late or no date is refused: ${borrowed_until}`,
      "borrowableLicense",
      { borrowed_until },
      {
        ...(at > 0 && { variant: String(at + 1) }),
        ...(at > 1 && { rests: { code: "assumed" } }),
        ifActs: again("borrowableLicense"),
      },
    ),
  ),
];
