import type { KeyObject } from "node:crypto";
import { licenseSignatureText, type SignedFacts } from "../../api/signature.ts";
import { type Candidate, verifyRsa } from "./rsa.ts";
import type { SignatureVerdict } from "./signature-verdict.ts";

/** Verifies a `license_signature` (v1) by the parts that it covers. */
export function verifyLicense(publicKey: KeyObject, facts: SignedFacts, signature: string): SignatureVerdict {
  const signed = Buffer.from(licenseSignatureText(facts));
  return verifyRsa({ publicKey, signed, signature, candidates: licenseCandidates(facts) });
}

/** What may have been signed in place of the right text. */
function licenseCandidates(facts: SignedFacts): Candidate[] {
  const { hardware_id, id, validity_period } = facts;
  const cut = id.split("|", 1)[0] as string;
  const ends = [validity_period, ...endsAs(validity_period ?? "")];
  const parts: (Candidate & { text: string })[] = [
    { text: `${hardware_id}#${id}#${validity_period ?? ""}`, about: "it was signed without putting it in lower case" },
    { text: licenseSignatureText({ ...facts, id: cut }), about: "the username ends at its first |" },
    {
      text: licenseSignatureText({ ...facts, hardware_id: id, id: hardware_id }),
      about: "hardware id and id changed places",
    },
    {
      text: licenseSignatureText({ ...facts, hardware_id: hardware_id.trim() }),
      about: "blanks stand round the hardware id",
    },
    ...ends.map((end) => ({
      text: licenseSignatureText({ ...facts, id: cut, validity_period: end }),
      about: end === null ? "a license without an end was signed" : `the end was signed as ${JSON.stringify(end)}`,
    })),
    { text: licenseSignatureText({ ...facts, validity_period: null }), about: "a license without an end was signed" },
  ];
  return parts.flatMap((part) => [
    part,
    { ...part, text: part.text.replaceAll("#", ""), about: `${part.about}, and without #` },
  ]);
}

/** The end of a license as other code writes it. */
function endsAs(end: string): string[] {
  if (end === "") return ["null", "none", "undefined"];
  const instant = new Date(end);
  if (Number.isNaN(instant.getTime())) return [];
  const iso = instant.toISOString();
  const short = iso.replace(/\.\d+Z$/, "Z");
  return [iso, iso.slice(0, 10), short, short.replace("Z", "+00:00"), short.replace("Z", ""), iso.replace("Z", "")];
}
