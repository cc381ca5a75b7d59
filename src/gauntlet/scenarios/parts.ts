import type { FaultSpec } from "../../mock/faults/kinds.ts";
import type { Demand, StoryStep } from "../scenario.ts";

/** The client is activated and says so: without that, what follows would say nothing. */
export const whenActivated: readonly StoryStep[] = [
  { do: { action: "activate" }, ends: "done", control: true },
  { believes: "yes", control: true },
];

/** All is well again, and the client sees it: who says no to everything is told from who sees through a forgery. */
export const honestEnd: readonly StoryStep[] = [{ calm: true }, ...whenActivated];

/** The vendor switches the license off, and the client sees it: who says yes to everything is told from who bears trouble. */
export const switchedOff: readonly StoryStep[] = [
  { vendor: { enabled: false } },
  { do: { action: "check" } },
  { believes: "not yes", control: true },
];

/** A new client gets a false answer to its activation, and then the true one. */
export function falseActivation(fault: FaultSpec | "redirect to another host"): readonly StoryStep[] {
  return [{ fault }, { do: { action: "activate" } }, { believes: "not yes" }, ...honestEnd];
}

/** Calls of a client that is activated meet trouble for a while. */
export function troubled(...faults: readonly FaultSpec[]): readonly StoryStep[] {
  return [
    ...whenActivated,
    ...faults.map((fault) => ({ fault })),
    { do: { action: "check" } },
    { believes: "still yes" },
    { calm: true },
    { do: { action: "check" }, ends: "done" },
    { believes: "yes" },
    ...switchedOff,
  ];
}

/** What the pages of the API say of signatures. */
export const signatures: Demand = {
  evidence: "documented: response signature v2",
  source:
    "The answer is the vendor's if its LicenseSignature header fits the bytes of the body under the vendor's public key, by RSA with PKCS#1 v1.5 and SHA-256.",
};

/** The same of a file that is carried to a device. */
export const fileSignatures: Demand = {
  evidence: "documented: response signature v2",
  source: "A file is the vendor's if its license_signature_v2 fits the text of the file without the two signatures.",
};

/** The same of the signature inside. */
export const innerSignatures: Demand = {
  evidence: "documented: response signature",
  source: "license_signature covers the device, the key and the end of the license.",
};

/** What nobody has to write down. */
export const plainSense: Demand = {
  evidence: "inviolable",
  source: "A license is for one product, one license key and one device, and ends when it ends.",
};

/** What users of licensed software complain of. */
export const paid: Demand = {
  evidence: "inviolable",
  source: "Who has a valid license is not locked out by what goes wrong between the client and the server.",
};

/** What is heard of users, and promised by nobody. */
export function reported(source: string): Demand {
  return { evidence: `observed: ${source}`, source };
}

/** The same, with a floating seat: a check takes it. */
export const whenSeated: readonly StoryStep[] = [
  { do: { action: "activate" } },
  { do: { action: "check" }, ends: "done", control: true },
  { believes: "yes", control: true },
];

/** A license with ten days to go. */
export const tenDays = { type: "time-limited", expiresAt: "+10d" } as const;
