/** What a record keeps in another way than its row states it. */
export interface ByHand {
  /** Fields of the record that hand-written code makes, also those that are called as in the row. */
  readonly made: readonly string[];
  /** Fields of the row that the record has not: names where it keeps ids, what has a table of its own. */
  readonly instead: readonly string[];
}

const owned = { made: ["id", "companyId"], instead: ["company"] };

/**
 * The rows, by their schema, whose records are more than what the row states. Every other field of a row is plain: what
 * its schema says of it is all that there is to say.
 */
export const byHand: Readonly<Record<string, ByHand>> = {
  "world-company.json": { made: ["id"], instead: [] },
  "world-customer-account.json": { made: [...owned.made, "name"], instead: owned.instead },
  "world-pool.json": {
    made: [...owned.made, "customerAccountId", "name", "consumption"],
    instead: [...owned.instead, "customerAccount"],
  },
  "world-customer.json": {
    made: [...owned.made, "customerAccountId"],
    instead: [...owned.instead, "customerAccount"],
  },
  "world-api-key.json": owned,
  "world-oauth-client.json": {
    made: [...owned.made, "customerAccountId", "customerId"],
    instead: [...owned.instead, "customerAccount", "customer"],
  },
  "world-access-token.json": { made: ["id", "clientId"], instead: ["client"] },
  "world-product.json": {
    made: [...owned.made, "createdAt", "name", "trialPolicies", "features", "customFields", "versions"],
    instead: owned.instead,
  },
  "world-trial-policy.json": { made: ["trialDays"], instead: [] },
  "world-custom-field.json": { made: [], instead: ["id"] },
  "world-version.json": { made: ["id", "releasedAt"], instead: [] },
  "world-feature.json": { made: ["id", "licenseId", "name", "consumption", "poolId"], instead: ["pool"] },
  "world-consumption.json": { made: ["countedFrom"], instead: [] },
  "world-floating.json": { made: [], instead: [] },
  "world-user.json": {
    made: [...owned.made, "customerAccountId", "totalActivations"],
    instead: [...owned.instead, "customerAccount"],
  },
  "world-sso-token.json": {
    made: ["id", "userId", "customerAccountId"],
    instead: ["user", "customerAccount", "company"],
  },
  "world-license.json": {
    made: [
      ...owned.made,
      "productId",
      "createdAt",
      "orderId",
      "customerId",
      "bundleLicenseId",
      "licenseKey",
      "expiresAt",
      "timesActivated",
      "deactivatedDeviceIds",
      "consumption",
      "poolId",
      "floatingTimeoutMinutes",
    ],
    instead: [
      ...owned.instead,
      "product",
      "users",
      "userLinkIds",
      "bundle",
      "customer",
      "pool",
      "features",
      "devices",
      "deactivatedDevices",
    ],
  },
  "world-device.json": {
    made: ["id", "licenseId", "userId", "facts"],
    instead: ["user", "hostname", "variables", "variableOrigins", "seats", "checkouts"],
  },
  "world-seat.json": { made: ["id", "licenseId", "featureId", "deviceId", "lastContactAt"], instead: ["feature"] },
  "world-checkout.json": { made: ["id", "poolId", "licenseId", "featureId", "deviceId"], instead: ["feature"] },
  "world-trial.json": {
    made: ["id", "productId", "licenseId", "email"],
    instead: ["product", "company", "licenseKey", "user"],
  },
  "world-blacklist-entry.json": owned,
};
