import type { EndpointName } from "../../api/endpoints.ts";
import type { UndoRequest } from "../case.ts";
import { type FieldSource, requestOf, resolvedFields } from "./requests.ts";

/** A user who signs on is named by the token alone: a code counts once, and both together are forbidden. */
function byToken(endpoint: EndpointName, role: string, fields: FieldSource): UndoRequest["request"] {
  return requestOf(endpoint, role, (own, scene) => ({
    ...(own.id_token !== undefined && { code: undefined }),
    ...resolvedFields(fields, own, scene),
  }));
}

/** Lets a device go again, on which a license was activated. */
export function deactivated(role: string, fields: FieldSource = {}): UndoRequest {
  return {
    request: byToken("deactivate-license", role, fields),
    settled: ["license_not_active", "device_not_found"],
  };
}

/** Activates a device again that was let go; to do so twice changes nothing. */
export function activated(role: string, fields: FieldSource = {}): UndoRequest {
  return { request: byToken("activate-license", role, fields), settled: [] };
}

/** Lets a device go again from all licenses of a bundle. */
export function bundleDeactivated(role: string, fields: FieldSource = {}): UndoRequest {
  return { request: byToken("deactivate-bundle", role, fields), settled: ["license_not_active", "device_not_found"] };
}

/** Activates all licenses of a bundle on a device again. */
export function bundleActivated(role: string, fields: FieldSource = {}): UndoRequest {
  return { request: byToken("activate-bundle", role, fields), settled: [] };
}

/** Gives the seat of a license back. */
export function released(role: string, fields: FieldSource = {}): UndoRequest {
  const settled = ["floating_not_available", "floating_feature_device_not_in_use"] as const;
  return { request: requestOf("floating-release", role, fields), settled };
}

/** Gives the seat of a feature back. */
export function featureReleased(role: string, fields: FieldSource = {}): UndoRequest {
  return {
    request: requestOf("floating-feature-release", role, fields),
    settled: ["floating_feature_device_not_in_use"],
  };
}
