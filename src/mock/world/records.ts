import type * as fields from "../../generated/row-readers.ts";
import type { Stored } from "./table.ts";

// Plain fields come from the schemas of rows, with their defaults; what stands here is kept otherwise than rows state it.

/** Instants are milliseconds since 1970 in UTC, null where there is none. Durations carry their unit in the name. */
export type Instant = number;

/** A vendor. */
export interface CompanyRecord extends Stored, fields.CompanyFields {}

/** What belongs to a company. */
interface Owned extends Stored {
  readonly companyId: number;
}

/** An API key with the shared key that signs its requests. */
export interface ApiKeyRecord extends Owned, fields.ApiKeyFields {}

/** Credentials of the OAuth client credentials grant; the narrowest id that is not null is the scope. */
export interface OAuthClientRecord extends Owned, fields.OAuthClientFields {
  readonly customerAccountId: number | null;
  readonly customerId: number | null;
}

/** An OAuth access token that was given out. */
export interface AccessTokenRecord extends Stored, fields.AccessTokenFields {
  readonly clientId: number;
}

/** An account of a customer's organisation. */
export interface CustomerAccountRecord extends Owned, fields.CustomerAccountFields {
  readonly name: string;
}

/** Units that licenses of a customer account share, or features of them. */
export interface PoolRecord extends Owned, fields.PoolFields {
  readonly customerAccountId: number;
  readonly name: string;
  readonly consumption: Consumption;
}

/** Who bought licenses. */
export interface CustomerRecord extends Owned, fields.CustomerFields {
  readonly customerAccountId: number | null;
}

/** A license user. */
export interface UserRecord extends Owned, fields.UserFields {
  readonly customerAccountId: number | null;
  /** Devices active by this user now. */
  readonly totalActivations: number;
}

/** A single sign-on token and whose it is. */
export interface SsoTokenRecord extends Stored, fields.SsoTokenFields {
  readonly userId: number;
  readonly customerAccountId: number;
}

/** Free data of the vendor. */
export type Metadata = Readonly<Record<string, unknown>>;

/** A value of a custom field. */
export type CustomFieldValue = fields.CustomFieldFields;

/** A counter of units, on a license or a feature. */
export interface Consumption extends fields.ConsumptionFields {
  /** Start of the period that `total` counts in. */
  readonly countedFrom: Instant;
}

/** Seats of a license or a feature. */
export type Floating = fields.FloatingFields;

/** A released version of a product. */
export interface VersionRecord extends fields.VersionFields {
  readonly id: number;
  readonly releasedAt: Instant;
}

/** A feature that new licenses of a product get. */
export interface FeatureTemplate extends fields.FeatureFields {
  readonly id: number;
  readonly name: string;
  readonly consumption: Consumption | null;
  /** null where it draws from no pool, as on every product. */
  readonly poolId: number | null;
}

/** Another kind of trial that a request may name. */
export interface TrialPolicy extends fields.TrialPolicyFields {
  readonly trialDays: number;
}

/** A product, or a bundle of products. */
export interface ProductRecord extends Owned, fields.ProductFields {
  readonly createdAt: Instant;
  readonly name: string;
  readonly trialPolicies: readonly TrialPolicy[];
  readonly features: readonly FeatureTemplate[];
  readonly customFields: readonly (CustomFieldValue & { readonly id: number })[];
  readonly versions: readonly VersionRecord[];
}

/** A license. */
export interface LicenseRecord extends Owned, fields.LicenseFields {
  readonly productId: number;
  readonly createdAt: Instant;
  /** null on user-based licenses. */
  readonly licenseKey: string | null;
  /** Id of the bundle's own license, null where it is no member. */
  readonly bundleLicenseId: number | null;
  readonly customerId: number | null;
  readonly orderId: number;
  /** Start of its last day. */
  readonly expiresAt: Instant | null;
  /** Devices active now. */
  readonly timesActivated: number;
  /** Ids of the devices deactivated since the last activation. */
  readonly deactivatedDeviceIds: readonly number[];
  /** The overage settings stand on every license, so the counter does too; only consumption licenses use it. */
  readonly consumption: Consumption;
  /** null where it draws from no pool. */
  readonly poolId: number | null;
  readonly floatingTimeoutMinutes: number;
}

/** That a user holds a license. */
export interface LicenseUserRecord extends Stored {
  readonly productId: number;
  readonly licenseId: number;
  readonly userId: number;
}

/** A feature of a license. */
export interface FeatureRecord extends FeatureTemplate {
  readonly licenseId: number;
}

/** What a client told about its device; a name that was never sent is absent. */
export type DeviceFacts = Readonly<Record<string, string | boolean>>;

/** A device that a license knows. */
export interface DeviceRecord extends Stored, fields.DeviceFields {
  readonly licenseId: number;
  /** Who activated it, on user-based licenses. */
  readonly userId: number | null;
  readonly facts: DeviceFacts;
}

/** A device variable. */
export interface VariableRecord extends Stored {
  readonly deviceId: number;
  readonly name: string;
  readonly value: string;
  readonly createdAt: Instant;
}

/** A seat that a device holds: of a license, or of one of its features. */
export interface SeatRecord extends Stored, fields.SeatFields {
  readonly licenseId: number;
  /** null for a seat of the license itself. */
  readonly featureId: number | null;
  readonly deviceId: number;
  readonly lastContactAt: Instant;
}

/** Units of a pool that a device took along offline. */
export interface CheckoutRecord extends Stored, fields.CheckoutFields {
  readonly poolId: number;
  readonly licenseId: number;
  /** null where the license is the pool's member. */
  readonly featureId: number | null;
  readonly deviceId: number;
}

/** A device that a company refuses. */
export interface BlacklistRecord extends Owned, fields.BlacklistEntryFields {}

/** A trial that a device was given. */
export interface TrialRecord extends Stored, fields.TrialFields {
  readonly productId: number;
  readonly email: string;
  readonly licenseId: number;
}
