import { license, type Standing } from "./license.ts";

/** What the page says of a refusal. `waiting` is for what passes. */
const refusals: Readonly<Record<string, { kind: "refused" | "waiting"; state: string; message: string }>> = {
  license_not_active: { kind: "waiting", state: "Not activated", message: "Activate this device to use Studio on it." },
  device_not_found: { kind: "waiting", state: "Not activated", message: "Activate this device to use Studio on it." },
  floating_not_available: {
    kind: "waiting",
    state: "No seat",
    message: "The last seat is taken. One gets free when a colleague closes Studio.",
  },
  license_not_enabled: { kind: "refused", state: "Disabled", message: "Your administrator has disabled this license." },
  feature_not_enough_consumptions: { kind: "refused", state: "Used up", message: "No exports are left." },
  unreachable: { kind: "refused", state: "Offline", message: "The license server cannot be reached." },
};

/** How many units of a feature are used. */
interface Exports {
  readonly total_consumptions?: number;
  readonly max_consumption?: number;
}

/** Shows how things stand with the license. */
export function show(standing: Standing): void {
  write("key", license.license_key);
  if ("refusedAs" in standing) showRefusal(standing.refusedAs);
  else showLicense(standing);
}

function showRefusal(code: string): void {
  const { kind, state, message } = refusals[code] ?? { kind: "refused", state: "Refused", message: code };
  showState(kind, state, message);
  element("activate").hidden = state !== "Not activated";
  element("export").hidden = true;
  if (code === "floating_not_available") write("seats", "all");
}

function showLicense(standing: Exclude<Standing, { refusedAs: string }>): void {
  const { is_expired, validity_period, floating_in_use_devices, floating_users } = standing;
  if (is_expired) showState("expired", "Expired", "Renew your license to go on exporting.");
  else showState("active", "Active", "");
  element("activate").hidden = true;
  element("export").hidden = is_expired;
  write("end", validity_period === null ? "for ever" : validity_period.slice(0, 10));
  write("seats", is_expired ? "none" : `${floating_in_use_devices} of ${floating_users}`);
  for (const feature of standing.product_features) if (feature.code === "export") showExports(feature);
}

function showExports({ total_consumptions = 0, max_consumption = 0 }: Exports): void {
  write("units", `${total_consumptions} of ${max_consumption}`);
  const bar = element("bar") as HTMLProgressElement;
  bar.max = max_consumption;
  bar.value = total_consumptions;
}

function showState(kind: string, state: string, message: string): void {
  element("state").dataset.standing = kind;
  write("state", state);
  write("message", message);
}

function write(id: string, text: string): void {
  element(id).textContent = text;
}

function element(id: string): HTMLElement {
  return document.getElementById(id) as HTMLElement;
}
