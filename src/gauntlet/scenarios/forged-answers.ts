import type { FaultSpec } from "../../mock/faults/kinds.ts";
import type { Demand, Scenario } from "../scenario.ts";
import { names } from "../stage-world.ts";
import { falseActivation, honestEnd, innerSignatures, plainSense, signatures, whenActivated } from "./parts.ts";

function forged(name: string, story: string, fault: FaultSpec, demand: Demand = signatures): Scenario {
  const needs = ["activate"] as const;
  return {
    id: `forged-answers/${name}`,
    axis: "cannot be fooled",
    story,
    demand,
    needs,
    steps: falseActivation(fault),
  };
}

/** The license was extended, which only a true answer shows: the answer that says so is forged in one way. */
function falseCheck(name: string, how: string, fault: FaultSpec): Scenario {
  return {
    id: `forged-answers/check-${name}`,
    axis: "cannot be fooled",
    story: `The license has ended for the client, and a check that says otherwise is answered ${how}.`,
    demand: signatures,
    license: { type: "time-limited", expiresAt: "+10d" },
    needs: ["activate", "check", "clock"],
    steps: [
      ...whenActivated,
      { pass: "12d" },
      { vendor: { expiresAt: "+30d" } },
      { fault },
      { do: { action: "check" } },
      { believes: "not yes" },
      { calm: true },
      { do: { action: "check" }, ends: "done", control: true },
      { believes: "yes", control: true },
    ],
  };
}

/** The license has ended, and the client is given a true answer about something else. */
function checkOf(name: string, what: string, input: Record<string, string>): Scenario {
  return {
    id: `forged-answers/check-of-${name}`,
    axis: "cannot be fooled",
    story: `The license has ended, and a check is answered with a true answer about ${what}.`,
    demand: plainSense,
    license: { type: "time-limited", expiresAt: "+10d" },
    needs: ["activate", "check", "clock"],
    steps: [
      ...whenActivated,
      { pass: "12d" },
      { vendor: { expiresAt: "+30d" } },
      { fault: { kind: "answer-of", of: { input } } },
      { do: { action: "check" } },
      { believes: "not yes" },
      { calm: true },
      { do: { action: "check" }, ends: "done", control: true },
      { believes: "yes", control: true },
    ],
  };
}

const mayCheckInside: Demand = {
  evidence: "assumed",
  source: "Two signatures prove more than one; a client that checks the header alone is not wrong.",
};

/** Somebody between client and server answers in its place. */
export const forgedAnswers: readonly Scenario[] = [
  forged("other-key", "An activation is answered with a signature by a key that nobody trusts.", {
    kind: "other-key-signature",
  }),
  forged("other-bytes", "The signature of the answer is right, but for other bytes.", {
    kind: "other-bytes-signature",
  }),
  forged("no-signature", "An activation is answered without a signature.", { kind: "missing-signature" }),
  forged("pss", "The answer is signed by the right key with RSA-PSS.", { kind: "pss-signature" }),
  forged("sha-1", "The answer is signed by the right key over a SHA-1 digest.", { kind: "sha1-signature" }),
  forged(
    "inside-damaged",
    "The header fits, and the signature inside the license does not.",
    { kind: "damaged-license-signature" },
    mayCheckInside,
  ),
  forged(
    "inside-missing",
    "The header fits, and the license has no signature inside.",
    { kind: "missing-license-signature" },
    mayCheckInside,
  ),
  forged("header-damaged", "The signature inside the license fits, and the header is by another key.", {
    kind: "other-key-signature",
    endpoint: "activate-license",
  }),
  forged(
    "another-license",
    "The answer to an activation is a true one about another license.",
    { kind: "answer-of", of: { input: { license_key: names.otherLicenseKey } } },
    plainSense,
  ),
  forged(
    "another-device",
    "The answer to an activation is a true one to another device.",
    { kind: "answer-of", of: { input: { hardware_id: names.otherHardwareId } } },
    innerSignatures,
  ),
  forged(
    "another-product",
    "The answer to an activation is a true one about the same key of another product.",
    { kind: "answer-of", of: { input: { product: names.otherProduct } } },
    plainSense,
  ),
  forged(
    "another-endpoint",
    "The answer to an activation is a true one to a question about the product.",
    { kind: "answer-of", of: { endpoint: "product-details", input: { product: names.product } } },
    plainSense,
  ),
  forged("a-page", "A captive portal answers an activation with a page, and with status 200.", {
    kind: "html-page",
    status: 200,
  }),
  forged("nothing", "An activation is answered with status 200 and nothing else.", {
    kind: "empty-body",
    happens: false,
  }),
  forged("half", "The answer to an activation breaks off in its middle.", { kind: "truncated-body" }),
  forged("no-json", "The answer to an activation is signed and no JSON.", { kind: "invalid-json" }),
  {
    id: "forged-answers/all-by-another-key",
    axis: "cannot be fooled",
    story:
      "Somebody else's server answers all calls, and signs header and license with its own key, which it offers to everybody.",
    demand: signatures,
    needs: ["activate", "check"],
    steps: [
      { server: "is somebody else's" },
      { do: { action: "activate" } },
      { do: { action: "check" } },
      { believes: "not yes" },
      { server: "stops" },
      { server: "starts" },
      ...honestEnd,
    ],
  },
  {
    id: "forged-answers/redirect",
    axis: "cannot be fooled",
    story: "An activation is sent on to another host.",
    demand: {
      evidence: "inviolable",
      source: "What authorizes a call is for the host that the client was given, and for no other.",
    },
    needs: ["activate"],
    steps: [
      { fault: "redirect to another host" },
      { do: { action: "activate" } },
      { believes: "not yes" },
      { saw: { nothingElsewhere: true } },
      ...honestEnd,
    ],
  },
  {
    id: "forged-answers/check-by-another-key",
    axis: "cannot be fooled",
    story: "The license has ended, and somebody else's server says that it ends in ten years, signed with its own key.",
    demand: signatures,
    license: { type: "time-limited", expiresAt: "+10d" },
    needs: ["activate", "check", "clock"],
    steps: [
      ...whenActivated,
      { pass: "12d" },
      { server: "is somebody else's" },
      { do: { action: "check" } },
      { believes: "not yes" },
    ],
  },
  falseCheck("no-signature", "without a signature in its header", { kind: "missing-signature" }),
  falseCheck("pss", "signed with RSA-PSS", { kind: "pss-signature" }),
  falseCheck("sha-1", "signed over a SHA-1 digest", { kind: "sha1-signature" }),
  falseCheck("other-bytes", "signed over other bytes", { kind: "other-bytes-signature" }),
  checkOf("another-license", "another license, which never ends", { license_key: names.otherLicenseKey }),
  checkOf("another-product", "the same key of another product, which never ends", { product: names.otherProduct }),
  {
    id: "forged-answers/switched-off-by-answer",
    axis: "cannot be fooled",
    story: "The answer to a check is right and says that the license is not enabled.",
    demand: {
      evidence: "inviolable",
      source: "An answer that says itself that the license may not be used lets nobody use it.",
    },
    needs: ["activate", "check"],
    steps: [
      ...whenActivated,
      { answers: { endpoint: "check-license", patch: { license_enabled: false } } },
      { do: { action: "check" } },
      { believes: "not yes" },
      { calm: true },
      { do: { action: "check" }, ends: "done", control: true },
      { believes: "yes", control: true },
    ],
  },
  {
    id: "forged-answers/replayed-after-the-end",
    axis: "cannot be fooled",
    story: "The license has ended, and checks are answered with the answer of the first day.",
    demand: plainSense,
    license: { type: "time-limited", expiresAt: "+10d" },
    needs: ["activate", "check", "clock"],
    steps: [
      ...whenActivated,
      { do: { action: "check" }, ends: "done", control: true },
      { believes: "yes", control: true },
      { pass: "12d" },
      { fault: "replay an earlier answer" },
      { do: { action: "check" } },
      { believes: "not yes" },
    ],
  },
];
