import { portableCryptography, verifySignature } from "../api/cryptography.ts";
import { endpointRow } from "../api/endpoints.ts";
import type { Evidence } from "../api/evidence.ts";
import * as signature from "../api/signature.ts";
import { brokenClaim, type Expected, heldClaim, type JudgedClaim } from "./claim.ts";
import { declaredAs } from "./judge-outcome.ts";
import type { JudgedAnswer } from "./judged-answer.ts";
import { isSuccess } from "./read-answer.ts";

const headerPage = "documented: response signature v2";

/** That a `LicenseSignature` header is there, and that it fits the bytes of the body. */
export async function judgeHeaderSignature(judged: JudgedAnswer): Promise<JudgedClaim[]> {
  const { answer, target } = judged;
  const name = signature.signatureHeader;
  const found = answer.headers[name.toLowerCase()];
  const there = presence(judged, found !== undefined);
  if (found === undefined || target.publicKey === undefined) return [there];
  const fits: Expected = {
    kind: "signature",
    evidence: "inviolable",
    expected: `a ${name} header that fits the bytes`,
  };
  const isRight = await verifySignature(target.publicKey, answer.text, found);
  return [there, isRight ? heldClaim(fits) : brokenClaim(fits, `a ${name} header that does not fit the body`)];
}

/** Objects and lists are signed; whether errors, bare words and empty bodies are is not known. */
function presence({ answer, request: { endpoint }, target: { policy } }: JudgedAnswer, isThere: boolean): JudgedClaim {
  const declared = policy?.signedRefusals;
  const isObject = isSuccess(answer) && typeof answer.body === "object";
  const name = signature.signatureHeader;
  const words = isThere ? "signed" : "not signed";
  if (isObject) {
    const evidence: Evidence = endpoint === "oauth-url" ? "observed: a client verifies all answers" : headerPage;
    const expected: Expected = {
      kind: "signature",
      evidence,
      expected: `a ${name} header`,
      question: `signature/${endpoint}`,
    };
    return isThere ? heldClaim(expected) : brokenClaim(expected, "no signature", words);
  }
  const isWanted = declared !== false;
  const expected: Expected = {
    kind: "signature",
    evidence: typeof declared === "boolean" ? declaredAs({ signedRefusals: declared }) : "assumed",
    expected: isWanted ? `a ${name} header on an error or a bare text` : `no ${name} header on an error or a bare text`,
    question: "signedRefusals",
    policy: { signedRefusals: !isWanted },
  };
  if (isThere === isWanted) return { ...heldClaim(expected), answer: words };
  return brokenClaim(expected, isThere ? "a signature" : "no signature", words);
}

/** That the signatures inside a success fit what they cover. Members that are missing, the schema speaks of. */
export async function judgeEmbedded(judged: JudgedAnswer): Promise<JudgedClaim[]> {
  const { request, answer } = judged;
  const { embeds } = endpointRow(request.endpoint);
  if (embeds === undefined || request.input.hardware_id === undefined || !isObject(answer.body)) return [];
  if (embeds === "offline-bundle") return bundleClaims(judged);
  if (embeds === "offline") return offlineClaims(judged);
  const licenses = Array.isArray(answer.body) ? answer.body : [answer.body];
  return (await Promise.all(licenses.map((license) => licenseClaims(judged, license)))).flat();
}

type Members = Readonly<Record<string, unknown>>;

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null;
}

async function bundleClaims(judged: JudgedAnswer): Promise<JudgedClaim[]> {
  const { licenses, bundle_signature_v2: whole } = judged.answer.body as Members;
  if (!Array.isArray(licenses)) return [];
  const each = await Promise.all(
    licenses.map(async (license) => [...(await licenseClaims(judged, license)), ...offlineHmac(judged, license)]),
  );
  return [...each.flat(), ...(await fits(judged, "bundle_signature_v2", [JSON.stringify(licenses)], whole))];
}

async function offlineClaims(judged: JudgedAnswer): Promise<JudgedClaim[]> {
  const license = judged.answer.body as Members;
  const text = signature.offlineLicenseText(license);
  return [
    ...(await licenseClaims(judged, license)),
    ...offlineHmac(judged, license),
    ...(await fits(judged, "license_signature_v2", [text], license.license_signature_v2)),
  ];
}

/** `license_signature` over hardware id, whom it is for, and the end: that it is for this device is in the text. */
function licenseClaims(judged: JudgedAnswer, value: unknown): Promise<JudgedClaim[]> {
  const license = (value ?? {}) as Members;
  const { input } = judged.request;
  const user = license.user as { readonly email?: unknown } | undefined;
  const ids = [documentedId(input, license), user?.email, license.license_key, input.username].filter(
    (id) => typeof id === "string",
  );
  const ends = license.validity_period === null ? [null, "null"] : [license.validity_period as string];
  const texts = [...new Set(ids)].flatMap((id) =>
    ends.map((end) =>
      signature.licenseSignatureText({ hardware_id: String(input.hardware_id), id, validity_period: end }),
    ),
  );
  return fits(judged, "license_signature", texts, license.license_signature);
}

/** Whom a signature names. Of what is no text, numbers are as they are written, and anything else names nobody. */
function documentedId(input: Members, license: Members): string {
  const [asked, told] = [input, license].map(textsOf) as [Members, Members];
  const user = isObject(license.user) ? textsOf(license.user) : {};
  return signature.signatureId(asked, { ...told, ...(user.email !== undefined && { user: user as never }) });
}

function textsOf(fields: Members): Members {
  const named = Object.entries(fields).filter(([, value]) => ["string", "number"].includes(typeof value));
  return Object.fromEntries(named.map(([name, value]) => [name, String(value)]));
}

/** `offline_signature`, by the shared key where that is known. */
function offlineHmac({ request, target }: JudgedAnswer, value: unknown): JudgedClaim[] {
  const license = (value ?? {}) as Members;
  const { credentials } = target;
  const found = license.offline_signature;
  if (credentials === undefined || !("apiKey" in credentials) || typeof found !== "string") return [];
  const claims = { api_key: credentials.apiKey, ...request.input } as unknown as signature.OfflineClaims;
  const text = signature.offlineText({ ...claims, date: String(license.date) });
  const expected = fitting("offline_signature", text);
  const isRight = portableCryptography.hmac(credentials.sharedKey, text) === found;
  return [isRight ? heldClaim(expected) : brokenClaim(expected, "offline_signature does not fit")];
}

/**
 * The first of the texts is the documented one. Where clients disagree about whom a signature names and how no end is
 * written, a signature over another form is drift.
 */
async function fits(
  { target }: JudgedAnswer,
  name: string,
  texts: readonly string[],
  found: unknown,
): Promise<JudgedClaim[]> {
  const { publicKey } = target;
  if (publicKey === undefined || typeof found !== "string") return [];
  const [documented = "", ...others] = texts;
  if (await verifySignature(publicKey, documented, found)) return [heldClaim(fitting(name, documented))];
  for (const text of others) {
    if (!(await verifySignature(publicKey, text, found))) continue;
    const evidence = "observed: clients compute it so" as const;
    return [brokenClaim({ ...fitting(name, documented), evidence }, `${name} fits ${quoted(text)}`)];
  }
  return [brokenClaim(fitting(name, documented), `${name} does not fit`)];
}

function fitting(name: string, text: string): Expected {
  return { kind: "signature", evidence: "inviolable", expected: `${name} to fit ${quoted(text)}` };
}

function quoted(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
