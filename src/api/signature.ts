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
  readonly username?: string;
  readonly id_token?: string;
  readonly code?: string;
  readonly license_key?: string;
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

function upToBar(text: string): string {
  return text.split("|", 1)[0] as string;
}
