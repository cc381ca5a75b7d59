import { checkLicense, deactivateLicense } from "./generated";
import { client } from "./generated/client.gen";
import { hardware_id, license_key, product, signedHeaders, url } from "./sign";

client.setConfig({ baseUrl: url });
client.interceptors.request.use((request) => {
  for (const [name, value] of Object.entries(signedHeaders())) request.headers.set(name, value);
  return request;
});

const query = { hardware_id, product, license_key };
const { data: license } = await checkLicense({ query, throwOnError: true });
console.log(`checked: ${license.license_type} ${license.id} of ${license.product_details.short_code}`);

const { data: text } = await deactivateLicense({ body: query, throwOnError: true });
console.log(`deactivated: ${text}`);

const { error } = await checkLicense({ query: { ...query, product: "none" } });
if (error) console.log(`refused: ${error.status} ${error.code}`);
