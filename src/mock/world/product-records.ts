import type { LicenseType } from "../../generated/types.ts";
import type { Consumption, CustomFieldValue, Floating, Instant, Metadata } from "./records.ts";
import type { Stored } from "./table.ts";

/** A released version of a product. */
export interface VersionRecord {
  readonly id: number;
  readonly version: string;
  readonly releasedAt: Instant;
  readonly installationFile: string;
  readonly hashMd5: string;
  readonly environment: string;
  readonly channel: string;
  readonly eulaLink: string;
  readonly releaseNotesLink: string;
  readonly size: string;
  readonly requiresVersion: string;
  readonly isEnabled: boolean;
}

/** A feature that new licenses of a product get. */
export interface FeatureTemplate {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly expiresAt: Instant | null;
  readonly consumption: Consumption | null;
  readonly floating: Floating | null;
  readonly metadata: Metadata;
}

/** Another kind of trial that a request may name. */
export interface TrialPolicy {
  readonly code: string;
  readonly licenseType: LicenseType;
  readonly trialDays: number;
  readonly maxActivations: number;
}

/** A product, or a bundle of products. */
export interface ProductRecord extends Stored {
  readonly companyId: number;
  readonly createdAt: Instant;
  readonly code: string;
  readonly name: string;
  readonly authorizationMethod: "license-key" | "user";
  readonly isEnabled: boolean;
  readonly isArchived: boolean;
  /** Codes of the members, null where it is no bundle. */
  readonly bundle: readonly string[] | null;
  readonly allowTrial: boolean;
  readonly trialDays: number;
  readonly trialPolicies: readonly TrialPolicy[];
  readonly licenseType: LicenseType;
  readonly maxActivations: number;
  readonly validDuration: string | null;
  readonly floatingTimeoutMinutes: number;
  readonly overages: boolean;
  readonly maxOverages: number;
  readonly preventVm: boolean;
  readonly metadata: Metadata;
  readonly features: readonly FeatureTemplate[];
  readonly customFields: readonly (CustomFieldValue & { readonly id: number })[];
  readonly versions: readonly VersionRecord[];
}
