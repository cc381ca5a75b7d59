// Answers as the response schemas demand them, each short of its signatures.

/** When the licenses of these answers end. */
export const end = "2030-06-15T00:00:00.000Z";

const noCustomer = {
  email: "",
  company_name: "",
  reference: "",
  phone: "",
  first_name: "",
  last_name: "",
  city: "",
  postcode: "",
  state: "",
  country: "",
  address: "",
  customer_account: null,
  metadata: {},
};

const license = {
  id: 1_000_000_000_000_080,
  license_type: "time-limited",
  is_trial: false,
  maintenance_period: null,
  enable_maintenance_period: false,
  start_date: null,
  allow_grace_period: false,
  grace_period: 0,
  max_activations: 5,
  times_activated: 1,
  transfer_count: 0,
  max_transfers: 0,
  allow_unlimited_activations: false,
  allow_offline_activation: true,
  is_air_gapped: false,
  is_hardware_key_auth: false,
  prevent_vm: false,
  allow_overages: false,
  max_overages: 0,
  is_floating: false,
  is_floating_cloud: false,
  floating_timeout: 120,
  can_borrow: false,
  max_borrow_time: 0,
  company: { id: 1_000_000_000_000_001 },
  license_template_id: null,
  custom_fields: [],
  product_features: [],
  customer: noCustomer,
  metadata: {},
};

const product = {
  product_id: 1_000_000_000_000_028,
  product_name: "Key App",
  short_code: "key-app",
  authorization_method: "license_key",
  metadata: {},
};

/** What is different in a product for users. */
export const userProduct = {
  product_id: 1_000_000_000_000_036,
  product_name: "User App",
  short_code: "user-app",
  authorization_method: "user",
};

/** The user of a license. */
export function userOf(email: string): object {
  const names = { first_name: "", last_name: "", phone_number: "" };
  return { id: 1_000_000_000_000_300, email, ...names, is_initial_password: false };
}

/** What a check answers. */
export const checked = {
  ...license,
  license_active: true,
  license_enabled: true,
  is_expired: false,
  validity_period: end as string | null,
  is_borrowed: false,
  borrowed_until: null,
  device_id: 1_000_000_000_000_084,
  order_store_id: null,
  max_license_users: 1,
  product_details: product,
  version: "",
  installation_file: "",
  hash_md5: "",
  release_date: null,
  environment: "",
  eula_link: "",
  release_notes_link: "",
  channel: "",
  requires_version: null,
  size: null,
};

/** What an activation answers. */
export const activated = {
  ...license,
  request: "activation",
  hardware_id: "Laptop-1",
  active: true,
  is_expired: false,
  validity_period: end as string | null,
  device_id: 1_000_000_000_000_084,
  product_details: {
    ...product,
    allow_trial: false,
    trial_days: 0,
    allow_overages: false,
    max_overages: 0,
    prevent_vm: false,
    validity_period: null,
    floating_timeout: 120,
    company_id: 1_000_000_000_000_001,
  },
  installation_file: null,
};

/** What adding units answers. */
export const counted = {
  id: 1_000_000_000_000_080,
  max_consumptions: 100,
  total_consumptions: 13,
  allow_unlimited_consumptions: false,
  allow_negative_consumptions: false,
  reset_consumption: false,
  consumption_period: null,
  allow_overages: false,
  max_overages: 0,
};

/** What the check of a feature answers. */
export const feature = {
  id: 1_000_000_000_000_159,
  code: "export",
  name: "Export",
  feature_type: "activation",
  expiry_date: null,
  metadata: {},
  is_floating: false,
  is_floating_cloud: false,
  license_id: 1_000_000_000_000_080,
  max_consumption: 0,
  total_consumptions: 0,
  max_overages: 0,
  allow_overages: false,
  allow_unlimited_consumptions: false,
  allow_negative_consumptions: false,
  reset_consumption: false,
  consumption_period: "",
};

/** A refusal. */
export const refusal = { status: 400, code: "license_not_active", message: "The license is not active" };
