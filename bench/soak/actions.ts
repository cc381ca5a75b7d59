import type { Call } from "../signed-request.ts";
import { addUnits, type Ledger } from "./ledger.ts";
import { deviceName, keys, limits, product } from "./world.ts";

/** One call that a device can make, and what must come of it. */
export interface Action {
  name: string;
  call: Call;
  /** The outcomes that are right at this moment: `ok` or the code of an error. */
  mayEnd(ledger: Ledger): readonly string[];
  /** Notes a success, and says what is wrong with its answer, if anything. */
  succeeded?(ledger: Ledger, body: string): string | undefined;
}

type Fields = Record<string, string | number>;

/** What a device does all day. */
export function actionsOf(device: string): readonly Action[] {
  const on = (license_key: string): Fields => ({ product, license_key, hardware_id: device });
  const unlessActive = (ledger: Ledger) => (ledger.active.has(device) ? ["ok"] : notActive);
  return [
    { name: "check", call: check(on(keys.plain)), mayEnd: () => ["ok"] },
    {
      name: "activate",
      call: post("activate_license", on(keys.activated)),
      mayEnd: ({ active }) => (active.has(device) ? ["ok"] : ["ok", "license_activated_max_times"]),
      succeeded: ({ active }, body) => {
        active.add(device);
        return atMost(body, "times_activated", limits.activations);
      },
    },
    {
      name: "deactivate",
      call: post("deactivate_license", on(keys.activated)),
      mayEnd: unlessActive,
      succeeded: ({ active }) => {
        active.delete(device);
        return undefined;
      },
    },
    { name: "check activated", call: check(on(keys.activated)), mayEnd: unlessActive, succeeded: atMostActivations },
    ...[1, 2, 5].map((units) => addition(on(keys.unlimited), units, ["ok"])),
    ...[1, 7].map((units) => addition(on(keys.limited), units, ["ok", "license_not_enough_consumptions"])),
    {
      name: "check limited",
      call: check(on(keys.limited)),
      mayEnd: () => ["ok"],
      succeeded: (_, body) => atMost(body, "total_consumptions", limits.units),
    },
    {
      name: "take seat",
      call: check(on(keys.floating)),
      mayEnd: () => ["ok", "floating_not_available"],
      succeeded: (_, body) => atMost(body, "floating_in_use_devices", limits.seats),
    },
    { name: "release seat", call: post("floating/release", on(keys.floating)), mayEnd: () => ["ok"] },
  ];
}

const notActive = ["license_not_active", "device_not_found"];

function addition(license: Fields, consumptions: number, ends: readonly string[]): Action {
  return {
    name: "add units",
    call: post("add_consumption", { ...license, consumptions }),
    mayEnd: () => ends,
    succeeded: (ledger) => {
      addUnits(ledger, String(license.license_key), consumptions);
      return undefined;
    },
  };
}

/** A check that succeeds in every space. */
export const plainCheck = check({ product, license_key: keys.plain, hardware_id: deviceName(0) });

function check(fields: Fields): Call {
  return { method: "GET", target: `/api/v4/check_license?${new URLSearchParams(fields as Record<string, string>)}` };
}

function post(path: string, fields: Fields): Call {
  return { method: "POST", target: `/api/v4/${path}`, body: JSON.stringify(fields) };
}

function atMostActivations(_: Ledger, body: string): string | undefined {
  return atMost(body, "times_activated", limits.activations);
}

function atMost(body: string, field: string, most: number): string | undefined {
  const value = (JSON.parse(body) as Record<string, unknown>)[field];
  return typeof value === "number" && value <= most
    ? undefined
    : `${field}: found ${value}, expected a number up to ${most}`;
}
