import type { EndpointName } from "../../api/endpoints.ts";
import type { ErrorCode } from "../../api/errors.ts";
import type { UndoRequest } from "../case.ts";
import { type FieldSource, otherDevice, requestOf, resolvedFields } from "./requests.ts";

/** Codes by which an endpoint says that there is nothing to put back. */
export const nothingToUndo: Partial<Readonly<Record<EndpointName, readonly ErrorCode[]>>> = {
  "deactivate-license": ["license_not_active", "device_not_found"],
  "deactivate-bundle": ["license_not_active", "device_not_found"],
  "floating-release": ["floating_not_available", "floating_feature_device_not_in_use"],
  "floating-feature-release": ["floating_feature_device_not_in_use"],
};

/** A user who signs on is named by the token alone: a code counts once, and both together are forbidden. */
function byToken(endpoint: EndpointName, role: string, fields: FieldSource): UndoRequest["request"] {
  return requestOf(endpoint, role, (own, scene) => ({
    ...(own.id_token !== undefined && { code: undefined }),
    ...resolvedFields(fields, own, scene),
  }));
}

function undoBy(endpoint: EndpointName, role: string, fields: FieldSource): UndoRequest {
  return { request: byToken(endpoint, role, fields), settled: nothingToUndo[endpoint] ?? [] };
}

/** Lets a device go again, on which a license was activated. */
export function deactivated(role: string, fields: FieldSource = {}): UndoRequest {
  return undoBy("deactivate-license", role, fields);
}

/** Activates a device again that was let go; to do so twice changes nothing. */
export function activated(role: string, fields: FieldSource = {}): UndoRequest {
  return undoBy("activate-license", role, fields);
}

/** Lets a device go again from all licenses of a bundle. */
export function bundleDeactivated(role: string, fields: FieldSource = {}): UndoRequest {
  return undoBy("deactivate-bundle", role, fields);
}

/** Activates all licenses of a bundle on a device again. */
export function bundleActivated(role: string, fields: FieldSource = {}): UndoRequest {
  return undoBy("activate-bundle", role, fields);
}

/** Gives the seat of a license back. */
export function released(role: string, fields: FieldSource = {}): UndoRequest {
  return undoBy("floating-release", role, fields);
}

/** Gives the seat of a feature back. */
export function featureReleased(role: string, fields: FieldSource = {}): UndoRequest {
  return undoBy("floating-feature-release", role, fields);
}

/** Gives the seats of both devices back that a role names. */
export function seatsReleased(role: string): UndoRequest[] {
  return [released(role), released(role, otherDevice)];
}

/** Gives the seats of a feature back that both devices of a role hold. */
export function featureSeatsReleased(role: string): UndoRequest[] {
  return [featureReleased(role), featureReleased(role, otherDevice)];
}
