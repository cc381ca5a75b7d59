/** Name of the header that carries the v2 signature: RSA-SHA256 over the exact bytes of the body. documented: response signature v2 */
export const signatureHeader = "LicenseSignature";

/** What the v1 signature of a license covers. */
export interface SignedFacts {
  /** As the client sent it. */
  readonly hardware_id: string;
  /** See `signatureId`. */
  readonly id: string;
  /** As it stands in the license. */
  readonly validity_period: string | null;
}

/**
 * The text that `license_signature` covers: hardware id, id and validity joined by `#`, in lower case. A license without
 * an end leaves the last part empty. source: documented: response signature
 */
export function licenseSignatureText({ hardware_id, id, validity_period }: SignedFacts): string {
  return `${hardware_id}#${id}#${validity_period ?? ""}`.toLowerCase();
}

/** What a request says of whom it is about. */
export interface SignatureClaims {
  readonly username?: string | undefined;
  readonly id_token?: string;
  readonly code?: string;
  readonly license_key?: string | undefined;
}

/**
 * Whom a v1 signature names: the username up to its first `|` where one was sent, else the email of the user behind a
 * single sign-on token, cut likewise, else the license key. source: observed (clients compute it so)
 */
export function signatureId(
  request: SignatureClaims,
  license: { readonly user?: { readonly email: string }; readonly license_key?: string },
): string {
  if (request.username !== undefined) return upToBar(request.username);
  if ((request.id_token !== undefined || request.code !== undefined) && license.user)
    return upToBar(license.user.email);
  return license.license_key ?? request.license_key ?? "";
}

/**
 * The text that `license_signature_v2` of an offline answer covers: the compact JSON of all but the two license
 * signatures. source: documented: response signature v2
 */
export function offlineLicenseText(license: object): string {
  const { license_signature: _v1, license_signature_v2: _v2, ...covered } = license as Record<string, unknown>;
  return JSON.stringify(covered);
}

/** What an offline request or answer says of who made it and for whom. */
export interface OfflineClaims {
  readonly api_key?: string;
  readonly client_id?: string;
  readonly license_key?: string;
  readonly username?: string;
  readonly hardware_id: string;
  readonly date: string;
  readonly signature?: string;
}

/**
 * The five lines that an offline signature covers, in flat requests and in answers; it is an HMAC under the shared key
 * or the client's secret. source: documented: activate license offline
 */
export function offlineText({ date, license_key, username, hardware_id, api_key, client_id }: OfflineClaims): string {
  return ["licenseSpring", `date: ${date}`, license_key ?? username, hardware_id, api_key ?? client_id].join("\n");
}

function upToBar(text: string): string {
  return text.split("|", 1)[0] as string;
}
