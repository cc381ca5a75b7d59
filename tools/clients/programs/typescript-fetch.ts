import { Configuration, ErrorBodyFromJSON, LicenseApi, ResponseError } from "./generated/index";
import { hardware_id, license_key, product, signedHeaders, url } from "./sign";

const sign = async ({ url, init }: { url: string; init: RequestInit }) => ({
  url,
  init: { ...init, headers: { ...(init.headers as Record<string, string>), ...signedHeaders() } },
});
const api = new LicenseApi(new Configuration({ basePath: url, middleware: [{ pre: sign }] }));

const license = await api.checkLicense({ hardwareId: hardware_id, product, licenseKey: license_key });
console.log(`checked: ${license.licenseType} ${license.id} of ${license.productDetails.shortCode}`);

const deactivateLicenseRequest = { hardwareId: hardware_id, product, licenseKey: license_key };
console.log(`deactivated: ${await api.deactivateLicense({ deactivateLicenseRequest })}`);

try {
  await api.checkLicense({ hardwareId: hardware_id, product: "none", licenseKey: license_key });
} catch (error) {
  if (!(error instanceof ResponseError)) throw error;
  const { status, code } = ErrorBodyFromJSON(await error.response.json());
  console.log(`refused: ${status} ${code}`);
}
