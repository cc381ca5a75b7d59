import { hmac } from "./signatures.ts";

/** The account of the offline vectors. */
export const account = {
  apiKey: "0a1b2c3d-9999-4d01-b42d-00c04fc964ff",
  sharedKey: "test-shared-key-of-the-offline-vectors",
} as const;

/** What an account with OAuth writes where others write the API key; its secret is the shared key of the vectors. */
export const clientId = "auth-company-of-the-offline-vectors";

/** Whom an offline file is about: the device, and a license key or a username. */
export interface OfflineNames {
  readonly hardware_id: string;
  readonly license_key?: string;
  readonly username?: string;
}

/** The five lines that an offline signature covers. documented: activate-license-offline-method */
export function offlineLines({ hardware_id, license_key, username }: OfflineNames, date: string): string {
  return ["licenseSpring", `date: ${date}`, license_key ?? username, hardware_id, account.apiKey].join("\n");
}

/** The account's signature over a text. */
export const byAccount = (text: string): string => hmac(account.sharedKey, text);
