import createClient from "openapi-fetch";
import type { paths } from "./generated/api";
import { hardware_id, license_key, product, signedHeaders, url } from "./sign";

const client = createClient<paths>({ baseUrl: url });
client.use({
  onRequest: ({ request }) => {
    for (const [name, value] of Object.entries(signedHeaders())) request.headers.set(name, value);
  },
});

const query = { hardware_id, product, license_key };
const checked = await client.GET("/api/v4/check_license", { params: { query } });
if (checked.error) throw new Error(checked.error.code);
const { license_type, id, product_details } = checked.data;
console.log(`checked: ${license_type} ${id} of ${product_details.short_code}`);

const released = await client.POST("/api/v4/deactivate_license", { body: query, parseAs: "text" });
console.log(`deactivated: ${released.data}`);

const refused = await client.GET("/api/v4/check_license", { params: { query: { ...query, product: "none" } } });
if (refused.error) console.log(`refused: ${refused.error.status} ${refused.error.code}`);
