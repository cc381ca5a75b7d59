import { ApiError } from "../../api/errors.ts";
import type { OfflineBody } from "../../api/offline-body.ts";
import { type OfflineClaims, offlineText } from "../../api/signature.ts";
import type { Context } from "../behaviour.ts";
import { isSecret } from "../oauth.ts";
import { requireAllowed } from "../rules/product.ts";

/** The secret that signs an answer to an offline request: the shared key, or the client's secret. */
export function offlineSecret(claims: OfflineClaims, context: Context): string {
  return secretsOf(claims, context)[0] as string;
}

/**
 * Refuses an offline request that is not signed by the account it names. The flat form is signed over five lines, the
 * wrapped one over the payload's very text.
 *
 * @throws invalid_api_key, revoked_api_key, offline_signature_mismatch, api_key_product_not_allowed
 */
export function requireOfflineSignature(
  claims: OfflineClaims & { readonly product: string },
  { wrapped }: OfflineBody,
  context: Context,
): void {
  const { username, license_key } = claims;
  const texts = wrapped ? [wrapped.text] : [offlineText(claims)];
  if (!wrapped && username && license_key) texts.push(offlineText({ ...claims, license_key: username }));
  const signature = wrapped ? wrapped.signature : claims.signature;
  const secrets = secretsOf(claims, context);
  const isRight = secrets.some((secret) => texts.some((text) => context.hmac(secret, text) === signature));
  if (!isRight) {
    throw new ApiError("offline_signature_mismatch", { explanation: `signed here: ${JSON.stringify(texts[0])}` });
  }
  context.because`the offline request is signed by ${claims.api_key?.slice(0, 8) ?? claims.client_id}…`;
  const key = context.world.apiKeys.byKey(claims.api_key ?? "");
  if (key) requireAllowed(claims.product, key.products);
}

/**
 * The secrets that may have signed. One client keys its signature with the client id itself, so that is taken too.
 * source: observed
 */
function secretsOf({ api_key, client_id }: OfflineClaims, { world, caller, now }: Context): string[] {
  if (api_key !== undefined) {
    const key = world.apiKeys.byKey(api_key);
    if (key?.companyId !== caller.companyId)
      throw new ApiError("invalid_api_key", { explanation: "the api_key inside" });
    if (key.revoked) throw new ApiError("revoked_api_key", { explanation: "the api_key inside" });
    return [key.sharedKey];
  }
  const client = world.oauthClients.byClientId(client_id as string);
  if (client?.companyId !== caller.companyId)
    throw new ApiError("invalid_api_key", { explanation: "the client_id inside" });
  const { clientSecret, clientId, previousSecret } = client;
  const isPreviousGood = previousSecret !== null && isSecret(previousSecret, client, now);
  const secrets = [clientSecret, clientId];
  if (isPreviousGood) secrets.push(previousSecret);
  return secrets;
}
