/** A license of the default world that no device uses, as requests name it. */
export const unused = { product: "key-app", license_key: "NEWX-PERP-KEYS-0001", hardware_id: "Laptop-1" };
