import { expect, test } from "vitest";
import { authorize } from "../src/index.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { doors } from "./doors.ts";

// What collections of requests in the wild look like: trailing slashes, extra fields, numbers as text, any header case.

const license = { product: "key-app", license_key: "ACTV-PERP-KEYS-0001", hardware_id: "Laptop-1" };
const extra = { sdk_ver: "9.9", app_ver: "1", comment: "from a collection", env: "win64", quantity: "3" };
const collection: readonly [method: string, path: string, fields: Readonly<Record<string, unknown>>][] = [
  ["GET", "/api/v4/check_license/", license],
  ["GET", "/api/v4//check_license", { ...license, license_id: "", include_expired_features: "false" }],
  ["GET", "/api/v4/check_license_feature/", { ...license, feature: "export" }],
  ["POST", "/api/v4/activate_license/", { ...license, is_vm: "false", vm_info: null, license_id: null }],
  [
    "POST",
    "/api/v4/add_consumption/",
    { ...license, license_key: "CONS-PLAI-KEYS-0001", max_overages: "10", allow_overages: "true" },
  ],
  ["POST", "/api/v4/add_feature_consumption/", { ...license, feature: "render", username: "" }],
  ["GET", "/api/v4/trial_key/", { product: "trial-app", hardware_id: "Fresh-9", license_key: "x" }],
  ["GET", "/api/v4/product_details/", { product: "key-app", include_latest_version: "true" }],
  ["POST", "/api/v4/track_device_variables/", { ...license, variables: { a: 1, b: true, c: "x" } }],
  ["GET", "/api/v4/get_device_variables/", license],
  ["POST", "/api/v4/floating/borrow/", { ...license, license_key: "BORR-LICE-KEYS-0001", borrowed_until: null }],
  ["POST", "/api/v4/floating/release/", { ...license, license_key: "BORR-LICE-KEYS-0001" }],
  ["GET", "/api/v4/versions/", license],
  ["GET", "/api/v4/installation_file/", { ...license, license_id: "" }],
  ["GET", "/api/v4/customer_license_users/", { product: "user-app", customer: "buyer@customer.test" }],
  ["GET", "/api/v4/sso_url/", { product: "user-app", customer_account_code: "acme", response_type: "token" }],
  ["POST", "/api/v4/change_password/", { username: "ada@example.test", password: "Ada-1815", new_password: "n" }],
  ["POST", "/api/v4/deactivate_license/", license],
];

test.each(Object.entries(doors))("a collection from the wild is taken as it is, through %s", async (_name, open) => {
  const mock = createMock();
  const door = await open(mock);
  for (const [method, path, fields] of collection) {
    const all = { ...extra, ...fields };
    const { Date: date, Authorization } = authorize(mock.credentials);
    const headers = {
      DATE: date,
      authorization: Authorization.replaceAll(",", ", ").replace("apikey", "apiKey"),
      "content-TYPE": "application/json",
      "X-Forwarded-For": "192.0.2.1",
    };
    const query = new URLSearchParams(Object.entries(all).map(([name, value]) => [name, String(value ?? "")]));
    const url = `${door.baseUrl}${path}${method === "GET" ? `?${query}` : ""}`;
    const init = method === "POST" ? { body: JSON.stringify(all) } : {};
    const response = await door.send(new Request(url, { method, headers, ...init }));
    expect(`${path} ${response.status} ${response.ok ? "" : await response.text()}`).toBe(`${path} 200 `);
  }
  await door.close();
});
