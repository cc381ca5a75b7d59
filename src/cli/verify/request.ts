import { readAuthorization, readDateHeader, signingString } from "../../api/authorization.ts";
import { portableCryptography } from "../../api/cryptography.ts";
import { completePolicies } from "../../api/policies.ts";
import { printable } from "../../api/printable.ts";
import { keyMistake, textMistake, type WrongSignature } from "../../api/signature-mistakes.ts";
import { mismatch, type SignatureVerdict, shownText } from "./signature-verdict.ts";
import { spellingsOf } from "./spellings.ts";

const { hmac } = portableCryptography;
const { dateSkewMinutes } = completePolicies();

/** Verifies what authorizes a request: an Authorization header with the Date that it covers. */
export function verifyRequest(header: string, date: string, sharedKey: string): SignatureVerdict {
  const parameters = readAuthorization(header.replace(/^authorization:\s*/i, ""));
  if (!parameters) {
    const shown = `found: ${JSON.stringify(header)}`;
    return { isGood: false, steps: [shown], cause: 'the header is not name="value" pairs with commas between' };
  }
  const missing = (["algorithm", "headers", "signature", "apikey"] as const).filter((name) => !parameters[name]);
  if (missing.length > 0) return mismatch(`the header lacks ${missing.join(", ")}`);
  const { algorithm = "", headers = "", signature = "", apikey } = parameters;
  if (algorithm.toLowerCase() !== "hmac-sha256" || headers.toLowerCase() !== "date") {
    const found = `algorithm="${algorithm}",headers="${headers}"`;
    return mismatch(`found ${found}, expected algorithm="hmac-sha256",headers="date"`);
  }
  return verifyDate({ date: date.replace(/^date:\s*/i, ""), signature, sharedKey }, apikey);
}

/** Verifies a Date as a server does at a time, and its signature. */
export function verifySentAt({
  now,
  ...given
}: Omit<WrongSignature, "hmac"> & { readonly now: string }): SignatureVerdict {
  const minutes = (readDateHeader(given.date) - Date.parse(now)) / 60_000;
  if (Number.isNaN(minutes)) return mismatch("the Date cannot be read");
  if (Math.abs(minutes) > dateSkewMinutes) {
    return mismatch(`the Date is ${Math.ceil(Math.abs(minutes))} minutes ${minutes < 0 ? "behind" : "ahead"}`);
  }
  return verifyDate(given);
}

/** Verifies the signature of a Date under a shared key. */
export function verifyDate(given: Omit<WrongSignature, "hmac">, apiKey?: string): SignatureVerdict {
  const wrong = { ...given, hmac };
  const { date, signature, sharedKey } = wrong;
  const expected = hmac(sharedKey, signingString(date));
  const steps = [
    `signed here:${shownText(signingString(date))}`,
    `which gives  ${expected}`,
    `found is     ${printable(signature)}`,
  ];
  if (signature === expected) return { isGood: true, steps: steps.slice(0, 2) };
  return { isGood: false, steps, cause: causeOf(wrong, expected, apiKey) };
}

function causeOf(wrong: WrongSignature, expected: string, apiKey: string | undefined): string {
  const { signature, sharedKey, date } = wrong;
  const text = textMistake(wrong);
  if (text !== undefined) return text;
  const spoilt = spellingsOf(signature).find((spelling) => spelling.text === expected);
  if (spoilt) return `the signature would fit, but ${spoilt.about}`;
  const otherKey = [sharedKey.trim(), `${sharedKey}\n`, `${sharedKey}\r\n`, sharedKey.toLowerCase()].find(
    (key) => key !== sharedKey && hmac(key, signingString(date)) === signature,
  );
  if (otherKey !== undefined) return `it was signed with the shared key ${JSON.stringify(otherKey)}, in its letters`;
  return keyMistake(wrong, apiKey) ?? "a wrong shared key, or a Date that was altered on the way";
}
