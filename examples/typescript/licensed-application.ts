import { createHmac } from "node:crypto";
import { ApiError, createClient, type ErrorCode, verifySignature } from "license-api-kit";

/** Where the server is and who calls; the public key, in PEM, comes with the program. */
export interface Account {
  readonly url: string;
  readonly apiKey: string;
  readonly sharedKey: string;
  readonly publicKey: string;
}

/** What names a license on a device. */
export interface LicenseOnDevice {
  readonly product: string;
  readonly license_key: string;
  readonly hardware_id: string;
}

/** What an application decides by: a check and an activation have other names for the same. */
type Answer = Readonly<Record<string, unknown>>;

/** What the server refuses with these is the license on this device, whatever was asked. */
const endsOfUse: readonly ErrorCode[] = [
  "license_not_found",
  "license_not_enabled",
  "license_not_active",
  "license_expired",
  "active_license_required",
  "license_start_date_error",
  "license_activated_max_times",
  "license_user_activated_max_times",
  "trial_expired",
  "device_not_found",
  "blacklisted",
  "vm_not_allowed",
  "floating_not_available",
  "disabled_product",
];

/** What is thrown where a signature is missing or does not fit: the answer is not the server's. */
export const counterfeit = "counterfeit";

/** A license that an application uses: it remembers the last answer that was to be believed, and what has ended its use. */
export function openLicense({ url, publicKey, ...credentials }: Account, ours: LicenseOnDevice, timeoutMs = 10_000) {
  const fetch = (request: Request) => globalThis.fetch(request, { signal: AbortSignal.timeout(timeoutMs) });
  const client = createClient({ baseUrl: url, credentials, publicKey, fetch });
  let known: Answer | undefined;
  let endedBy: string | undefined;

  async function noticing<T>(call: Promise<T>): Promise<T> {
    return call.catch((error) => {
      // A server in trouble says nothing of the license, whatever its code
      if (error instanceof ApiError && error.status < 500 && endsOfUse.includes(error.code)) endedBy = error.code;
      throw error;
    });
  }

  async function learn(answer: unknown): Promise<void> {
    await requireLicense(answer, ours, publicKey);
    [known, endedBy] = [answer as Answer, undefined];
  }

  return {
    activate: async () => learn(await noticing(client.call("activate-license", ours))),
    check: async () => learn(await noticing(client.call("check-license", ours))),
    consume: async (units: number) => {
      const answer: unknown = await noticing(client.call("add-consumption", { ...ours, consumptions: units }));
      if (!isObject(answer) || !("total_consumptions" in answer)) throw forgery("the answer counts no units");
    },
    deactivate: async () => {
      const word: unknown = await noticing(client.call("deactivate-license", ours));
      if (word !== "license_deactivated") throw forgery("the answer releases no device");
      endedBy = "deactivated";
    },
    /** The text of the file that asks for an activation without a line. */
    offlineRequest: () => {
      const date = new Date().toUTCString();
      const signature = offlineSignature(date, ours, credentials);
      const fields = { ...ours, date, api_key: credentials.apiKey, request: "activation", signature };
      return Buffer.from(JSON.stringify(fields)).toString("base64");
    },
    /** Believes the file that came back only if it is for this license. */
    readOfflineFile: async (text: string) => {
      const answer: unknown = JSON.parse(text);
      if (!isObject(answer)) throw forgery("the file holds no license");
      // What was signed is the text without the two license signatures: written anew it might be another one
      const covered = text.trim().replace(/,"license_signature(_v2)?":"[^"]*"/g, "");
      if (!(await verifySignature(publicKey, covered, String(answer.license_signature_v2))))
        throw forgery("license_signature_v2 does not fit the file");
      if (answer.offline_signature !== offlineSignature(String(answer.date), ours, credentials))
        throw forgery("offline_signature does not fit the license");
      await learn(answer);
    },
    /** Whether the product may be used now, as far as is known. */
    isUsable: () => (endedBy !== undefined ? false : known && isUsable(known)),
    end: () => known?.validity_period,
    endedBy: () => endedBy,
  };
}

/** The header alone would let the genuine answer to another device, license or product pass. */
async function requireLicense(answer: unknown, ours: LicenseOnDevice, publicKey: string): Promise<void> {
  if (!isObject(answer)) throw forgery("the answer is no license");
  const text = `${ours.hardware_id}#${ours.license_key}#${answer.validity_period ?? ""}`.toLowerCase();
  if (!(await verifySignature(publicKey, text, String(answer.license_signature))))
    throw forgery("license_signature does not fit the license");
  const product = answer.product_details;
  if (!isObject(product) || product.short_code !== ours.product) throw forgery("the license is of another product");
}

/** An end that cannot be read has come. */
function isUsable(answer: Answer): boolean {
  const isActive = (answer.license_active ?? answer.active) === true && (answer.license_enabled ?? true) === true;
  const isBeforeEnd = answer.validity_period === null || Date.parse(String(answer.validity_period)) > Date.now();
  return isActive && answer.is_expired === false && isBeforeEnd;
}

function offlineSignature(date: string, ours: LicenseOnDevice, account: { apiKey: string; sharedKey: string }): string {
  const lines = ["licenseSpring", `date: ${date}`, ours.license_key, ours.hardware_id, account.apiKey];
  return createHmac("sha256", account.sharedKey).update(lines.join("\n")).digest("base64");
}

function isObject(value: unknown): value is Answer {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function forgery(message: string): Error {
  return Object.assign(new Error(message), { code: counterfeit });
}
