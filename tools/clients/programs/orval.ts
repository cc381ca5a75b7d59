import { checkLicense, deactivateLicense } from "./generated/api";
import { hardware_id, license_key, product } from "./sign";

const query = { hardware_id, product, license_key };
const checked = await checkLicense(query);
if (checked.status !== 200) throw new Error(checked.data.code);
const { license_type, id, product_details } = checked.data;
console.log(`checked: ${license_type} ${id} of ${product_details.short_code}`);

const released = await deactivateLicense(query);
if (released.status === 200) console.log(`deactivated: ${released.data}`);

const refused = await checkLicense({ ...query, product: "none" });
if (refused.status !== 200) console.log(`refused: ${refused.data.status} ${refused.data.code}`);
