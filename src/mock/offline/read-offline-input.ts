import type { EndpointName } from "../../api/endpoints.ts";
import { ApiError } from "../../api/errors.ts";
import { readOfflineBody } from "../../api/offline-body.ts";
import { cleanFields } from "../../api/read-fields.ts";
import type { OfflineClaims } from "../../api/signature.ts";
import type { Context, Input } from "../behaviour.ts";
import { judgeFields, requireBodyText } from "../read-input.ts";
import type { ApiRequest } from "../request.ts";
import { requireOfflineSignature } from "./offline-signature.ts";

const essential = ["hardware_id", "date"] as const;

/**
 * The input of an offline endpoint, out of its body, with its signature checked.
 *
 * @throws missing_content, invalid_json, authorization_missing_params, missing_parameters, validation_error,
 * invalid_api_key, revoked_api_key, offline_signature_mismatch
 */
export function readOfflineInput<E extends EndpointName>(name: E, request: ApiRequest, context: Context): Input<E> {
  const body = readOfflineBody(requireBodyText(request.body), request.headers("content-type"));
  const values = cleanFields(name, body.payload, context.note);
  if (body.wrapped) values.schema_version ??= 2;
  requireEssentials(values, body.wrapped !== undefined);
  judgeFields(name, values, context);
  requireOfflineSignature(values as unknown as OfflineClaims & { product: string }, body, context);
  return values as unknown as Input<E>;
}

/** What the signature is made of must be there; its absence is a fault of the authorization. documented */
function requireEssentials(values: Record<string, unknown>, isWrapped: boolean): void {
  const missing: string[] = essential.filter((name) => !values[name]);
  if (!values.api_key && !values.client_id) missing.push("api_key");
  if (!values.license_key && !values.username) missing.push("license_key");
  if (!isWrapped && !values.signature) missing.push("signature");
  if (missing.length > 0) throw new ApiError("authorization_missing_params", { detail: missing.join(", ") });
}
