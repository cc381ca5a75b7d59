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

/** What a device and its license are. */
export interface Standing {
  /** In a few words, which mean the same of every license. */
  readonly words: string;
  /** Units that the license still has; undefined where it counts none, or has no end of them. */
  readonly unitsLeft?: number;
}

/** The situation before a call; with the answer, which comes later, a transition. */
export function transitionOf(
  mock: Mock,
  role: Role,
  endpoint: EndpointName,
  hardwareId: string,
): (answer: Answer) => Transition {
  const { words: from } = standingOf(mock, role, hardwareId);
  return (answer) => ({
    endpoint,
    from,
    outcome: isSuccess(answer) ? "ok" : (codeIn(answer) ?? String(answer.status)),
  });
}

/** What a device is to the license of a role, as a mock has it. */
export function standingOf(mock: Mock, role: Role, hardwareId: string): Standing {
  const license = licenseOfRole(mock, role);
  if (!license) return { words: "no single license" };
  const unitsLeft = leftOf(license);
  return { words: wordsOf(mock, license, hardwareId), ...(unitsLeft !== undefined && { unitsLeft }) };
}

function wordsOf(mock: Mock, license: LicenseRecord, hardwareId: string): string {
  const device = mock.tables.devices.byHardware(license.id, hardwareId);
  const seats = device ? mock.tables.seats.byDevice(device.id) : [];
  const isBorrowed = seats.some(({ borrowedUntil }) => borrowedUntil !== null);
  return [
    device === undefined ? "new device" : device.active ? "active" : "let go",
    ...(seats.length > 0 ? [isBorrowed ? "seat borrowed" : "seat held"] : []),
    ...activationsLeft(license),
    ...(license.deactivatedDeviceIds.length > 0 ? ["transfer due"] : []),
    ...(license.type === "consumption" ? [leftOf(license) === 0 ? "no units left" : "units left"] : []),
    ...(license.enabled ? [] : ["disabled"]),
  ].join(", ");
}

function activationsLeft({ unlimitedActivations, timesActivated, maxActivations }: LicenseRecord): string[] {
  const left = maxActivations - timesActivated;
  if (unlimitedActivations || left > 1) return [];
  return [left === 1 ? "one activation left" : "no activation left"];
}

function leftOf({ type, consumption }: LicenseRecord): number | undefined {
  const { unlimited, total, max, overages, maxOverages } = consumption;
  if (type !== "consumption" || unlimited) return undefined;
  return Math.max(0, max + (overages ? maxOverages : 0) - total);
}
