import type { EndpointName } from "../../api/endpoints.ts";
import type { Answer, Role } from "../../contract/case.ts";
import { codeIn, isSuccess } from "../../contract/read-answer.ts";
import type { Mock } from "../../mock/create-mock.ts";
import type { LicenseRecord } from "../../mock/world/records.ts";
import { licenseOfRole } from "./adopt.ts";

/** A call as a step between situations: of which, and how it ended. */
export interface Transition {
  readonly endpoint: EndpointName;
  /** What the license and the device were, in a few words. */
  readonly from: string;
  /** `ok`, or the code of the refusal. */
  readonly outcome: string;
}

/** The situation before a call; with the answer, which comes later, a transition. */
export function transitionOf(
  mock: Mock,
  role: Role,
  endpoint: EndpointName,
  hardwareId: string,
): (answer: Answer) => Transition {
  const from = situationOf(mock, role, hardwareId);
  return (answer) => ({
    endpoint,
    from,
    outcome: isSuccess(answer) ? "ok" : (codeIn(answer) ?? String(answer.status)),
  });
}

function situationOf(mock: Mock, role: Role, hardwareId: string): string {
  const license = licenseOfRole(mock, role);
  if (!license) return "no single license";
  const device = mock.tables.devices.byHardware(license.id, hardwareId);
  const seats = device ? mock.tables.seats.byDevice(device.id) : [];
  const isBorrowed = seats.some(({ borrowedUntil }) => borrowedUntil !== null);
  return [
    device === undefined ? "new device" : device.active ? "active" : "let go",
    ...(seats.length > 0 ? [isBorrowed ? "seat borrowed" : "seat held"] : []),
    ...(isFull(license) ? ["no activation left"] : []),
    ...(license.deactivatedDeviceIds.length > 0 ? ["transfer due"] : []),
    ...(license.type === "consumption" ? [hasUnits(license) ? "units left" : "no units left"] : []),
    ...(license.enabled ? [] : ["disabled"]),
  ].join(", ");
}

function isFull({ unlimitedActivations, timesActivated, maxActivations }: LicenseRecord): boolean {
  return !unlimitedActivations && timesActivated >= maxActivations;
}

function hasUnits({ consumption: { unlimited, total, max, overages, maxOverages } }: LicenseRecord): boolean {
  return unlimited || total < max + (overages ? maxOverages : 0);
}
