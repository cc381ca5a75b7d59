import type { CheckLicenseResponse, ErrorBody } from "license-api-kit";

/** The license that the page is about. */
export const license = { product: "studio", license_key: "STUD-IOXX-KEYS-0001", hardware_id: thisDevice() };

/** How things stand with the license: as the API says, or why it said nothing. */
export type Standing = CheckLicenseResponse | { readonly refusedAs: string };

const address = `${import.meta.env.VITE_LICENSE_API}/api/v4`;

/** Asks how the license stands, which takes a seat or holds the one that this device has. */
export function check(): Promise<Standing> {
  return fetch(`${address}/check_license?${new URLSearchParams(license)}`).then(standingIn, unreachable);
}

/** Makes this device one of the license's. */
export function activate(): Promise<Standing> {
  return post("activate_license", license);
}

/** Counts one export. */
export function countExport(): Promise<Standing> {
  return post("add_feature_consumption", { ...license, feature: "export", consumptions: 1 });
}

/** Does something, then asks how the license stands. */
async function post(path: string, input: object): Promise<Standing> {
  const headers = { "content-type": "application/json" };
  const request = { method: "POST", headers, body: JSON.stringify(input) };
  const done = await fetch(`${address}/${path}`, request).then(standingIn, unreachable);
  return "refusedAs" in done ? done : check();
}

async function standingIn(answer: Response): Promise<Standing> {
  try {
    const body: CheckLicenseResponse | ErrorBody = await answer.json();
    return "code" in body ? { refusedAs: body.code } : body;
  } catch {
    return unreachable();
  }
}

function unreachable(): Standing {
  return { refusedAs: "unreachable" };
}

function thisDevice(): string {
  const known = localStorage.getItem("device");
  if (known !== null) return known;
  const fresh = `Browser-${crypto.randomUUID()}`;
  localStorage.setItem("device", fresh);
  return fresh;
}
