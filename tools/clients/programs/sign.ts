import { createHmac } from "node:crypto";

/** The two headers of a signed call, made anew for each. documented: API key authorization */
export function signedHeaders(): { Date: string; Authorization: string } {
  const { LICENSE_API_KEY = "", LICENSE_SHARED_KEY = "" } = process.env;
  const date = new Date().toUTCString();
  const signature = createHmac("sha256", LICENSE_SHARED_KEY).update(`licenseSpring\ndate: ${date}`).digest("base64");
  return {
    Date: date,
    Authorization: `algorithm="hmac-sha256",headers="date",signature="${signature}",apikey="${LICENSE_API_KEY}"`,
  };
}

/** Where the mock is, and whose license is meant. */
export const { LICENSE_API_URL: url = "", PRODUCT: product = "", LICENSE_KEY: license_key = "" } = process.env;
export const { HARDWARE_ID: hardware_id = "" } = process.env;
