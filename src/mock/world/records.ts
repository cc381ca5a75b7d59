import type { LicenseType } from "../../generated/types.ts";
import type { FeatureTemplate } from "./product-records.ts";
import type { Stored } from "./table.ts";

export type * from "./product-records.ts";

/** Instants are milliseconds since 1970 in UTC, null where there is none. Durations carry their unit in the name. */
export type Instant = number;

/** A vendor. */
export interface CompanyRecord extends Stored {
  readonly name: string;
  readonly oauthRequired: boolean;
  readonly severalTrials: boolean;
  readonly passwordChange: boolean;
  readonly inactiveFiles: boolean;
}

/** An API key with the shared key that signs its requests. */
export interface ApiKeyRecord extends Stored {
  readonly companyId: number;
  readonly apiKey: string;
  readonly sharedKey: string;
  readonly isRevoked: boolean;
  readonly isReadOnly: boolean;
  /** Codes of the products it is limited to, null for all. */
  readonly products: readonly string[] | null;
}

/** Credentials of the OAuth client credentials grant; the narrowest id that is not null is the scope. */
export interface OAuthClientRecord extends Stored {
  readonly companyId: number;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly previousSecret: string | null;
  readonly previousSecretUntil: Instant | null;
  readonly customerAccountId: number | null;
  readonly customerId: number | null;
  readonly licenseKey: string | null;
}

/** An OAuth access token that was given out. */
export interface AccessTokenRecord extends Stored {
  readonly clientId: number;
  readonly token: string;
  readonly expiresAt: Instant;
}

/** An account of a customer's organisation. */
export interface CustomerAccountRecord extends Stored {
  readonly companyId: number;
  readonly code: string;
  readonly name: string;
  readonly hasSso: boolean;
}

/** Who bought licenses. */
export interface CustomerRecord extends Stored {
  readonly companyId: number;
  readonly customerAccountId: number | null;
  readonly email: string;
  readonly companyName: string;
  readonly reference: string;
  readonly phone: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly city: string;
  readonly postcode: string;
  readonly state: string;
  readonly country: string;
  readonly address: string;
  readonly metadata: Metadata;
}

/** Free data of the vendor. */
export type Metadata = Readonly<Record<string, unknown>>;

/** A value of a custom field. */
export interface CustomFieldValue {
  readonly name: string;
  readonly value: string | null;
}

/** A counter of units, on a license or a feature. */
export interface Consumption {
  readonly max: number;
  readonly total: number;
  readonly unlimited: boolean;
  readonly negative: boolean;
  readonly overages: boolean;
  readonly maxOverages: number;
  readonly resets: boolean;
  readonly period: "daily" | "weekly" | "monthly" | "annually" | null;
  /** Start of the period that `total` counts in. */
  readonly countedFrom: Instant;
}

/** Seats of a license or a feature. */
export interface Floating {
  /** Who keeps the seats: this API, or a server on the customer's premises. */
  readonly kept: "cloud" | "server";
  readonly users: number | null;
  readonly timeoutMinutes: number;
  /** null where nothing may be borrowed. */
  readonly maxBorrowHours: number | null;
}

/** A license user. */
export interface UserRecord extends Stored {
  readonly companyId: number;
  readonly customerAccountId: number | null;
  readonly email: string;
  readonly password: string;
  readonly isInitialPassword: boolean;
  readonly firstName: string;
  readonly lastName: string;
  readonly phoneNumber: string;
  /** null for no limit. */
  readonly maxActivations: number | null;
  /** Devices active by this user now. */
  readonly totalActivations: number;
}

/** A single sign-on token and whose it is. */
export interface SsoTokenRecord extends Stored {
  readonly kind: "id_token" | "code";
  readonly token: string;
  readonly userId: number;
  readonly customerAccountId: number;
}

/** A license. */
export interface LicenseRecord extends Stored {
  readonly companyId: number;
  readonly productId: number;
  readonly createdAt: Instant;
  readonly licenseKey: string | null;
  /** Id of the bundle's own license, null where it is no member. */
  readonly bundleLicenseId: number | null;
  readonly customerId: number | null;
  readonly orderId: number;
  readonly orderStoreId: string | null;
  readonly type: LicenseType;
  readonly isEnabled: boolean;
  readonly isTrial: boolean;
  readonly trialDays: number;
  readonly validDuration: string | null;
  readonly expiresAt: Instant | null;
  readonly startsAt: Instant | null;
  readonly graceHours: number | null;
  readonly maintainedUntil: Instant | null;
  readonly maxActivations: number;
  readonly unlimitedActivations: boolean;
  /** Devices active now. */
  readonly timesActivated: number;
  /** -1 forbids, 0 is unlimited. */
  readonly maxTransfers: number;
  readonly transferCount: number;
  /** Ids of the devices deactivated since the last activation. */
  readonly deactivatedDeviceIds: readonly number[];
  readonly offlineActivation: boolean;
  readonly preventVm: boolean;
  readonly maxUsers: number;
  /** The overage settings stand on every license, so the counter does too; only consumption licenses use it. */
  readonly consumption: Consumption;
  readonly floating: Floating | null;
  readonly floatingTimeoutMinutes: number;
  readonly customFields: readonly CustomFieldValue[];
  readonly metadata: Metadata;
}

/** That a user holds a license. */
export interface LicenseUserRecord extends Stored {
  readonly productId: number;
  readonly licenseId: number;
  readonly userId: number;
}

/** A feature of a license. */
export interface FeatureRecord extends Stored, FeatureTemplate {
  readonly licenseId: number;
  readonly templateId: number | null;
}

/** What a client told about its device; a name that was never sent is absent. */
export type DeviceFacts = Readonly<Record<string, string | boolean>>;

/** A device that a license knows. */
export interface DeviceRecord extends Stored {
  readonly licenseId: number;
  readonly hardwareId: string;
  readonly isActive: boolean;
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
export interface SeatRecord extends Stored {
  readonly licenseId: number;
  /** null for a seat of the license itself. */
  readonly featureId: number | null;
  readonly deviceId: number;
  readonly lastContactAt: Instant;
  readonly borrowedUntil: Instant | null;
}

/** A device that a company refuses. */
export interface BlacklistRecord extends Stored {
  readonly companyId: number;
  readonly hardwareId: string;
}

/** A trial that a device was given. */
export interface TrialRecord extends Stored {
  readonly productId: number;
  readonly hardwareId: string;
  readonly email: string;
  readonly licenseId: number;
}
