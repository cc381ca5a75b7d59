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
    story: "A server of somebody else signs all its answers with its own key, which it offers to everybody.",
    demand: signatures,
    needs: ["activate", "check"],
    steps: [
      { fault: { kind: "other-key-signature" } },
      { do: { action: "activate" } },
      { do: { action: "check" } },
      { believes: "not yes" },
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
    story: "The license has ended, and somebody answers a check in the server's place with a later end.",
    demand: signatures,
    license: { type: "time-limited", expiresAt: "+10d" },
    needs: ["activate", "check", "clock"],
    steps: [
      ...whenActivated,
      { pass: "12d" },
      { vendor: { expiresAt: "+30d" } },
      { fault: { kind: "other-key-signature" } },
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
