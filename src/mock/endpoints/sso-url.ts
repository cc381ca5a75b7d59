import { ApiError } from "../../api/errors.ts";
import { urlPart } from "../../api/url-part.ts";
import type { Behaviour } from "../behaviour.ts";
import { requireProduct } from "../rules/product.ts";
import { spaceField } from "../sign-on/redirect.ts";

const defaultRedirect = "http://localhost/callback";

/**
 * Gives the address where a user of a customer account signs on: a page of the mock.
 *
 * @throws unknown_product, api_key_product_not_allowed, sso_customer_account_url_error. documented: single sign-on URL
 * (sso_customer_account_url_error: assumed)
 */
export const ssoUrl: Behaviour<"sso-url"> = (input, context) => {
  const { world, caller, origin, now, hmac, space } = context;
  requireProduct(input.product, context);
  const account = world.customerAccounts.byCode(caller.companyId, input.customer_account_code);
  if (!account?.sso) {
    const explanation = account ? "single sign-on is not set up for this account" : "there is no such customer account";
    throw new ApiError("sso_customer_account_url_error", { detail: input.customer_account_code, explanation });
  }
  context.because`customer account ${account.code} has single sign-on`;
  const issuer = `${origin}/realms/${urlPart(account.code)}`;
  const endpoint = `${issuer}/protocol/openid-connect`;
  const isImplicit = input.response_type === "token";
  const query = new URLSearchParams({
    client_id: account.code,
    response_type: isImplicit ? "id_token token" : "code",
    redirect_uri: input.redirect_uri ?? defaultRedirect,
    scope: "openid",
    ...(isImplicit && { nonce: hmac(account.code, String(now)).slice(0, 22) }),
    ...(space !== undefined && { [spaceField]: space }),
  });
  return {
    url: `${endpoint}/auth?${query}`,
    openid_configuration: {
      issuer,
      end_session_endpoint: `${endpoint}/logout`,
      token_endpoint: `${endpoint}/token`,
      introspection_endpoint: `${endpoint}/token/introspect`,
    },
    alternate_urls: [],
  };
};
