import type * as file from "../../../src/generated/types.ts";
import type { Sources } from "../expected-answer.ts";
import type { OfFeature, OfLicense } from "../rows.ts";
import { counterOf, isKept } from "./features.ts";

/** What a trial tells of a counter that has counted nothing yet. */
function termsOf<S>(find: (of: S) => file.WorldConsumption | undefined, limit: string): Sources<S> {
  const told = [limit, "/allow_overages", "/max_overages", "/reset_consumption", "/consumption_period"];
  return Object.fromEntries(Object.entries(counterOf(find, limit)).filter(([pointer]) => told.includes(pointer)));
}

/** A trial license, and whether the call made it. */
export interface OfTrial extends OfLicense {
  readonly isNew: boolean;
}

const isKeyBased = ({ row }: OfTrial) => row.licenseKey !== undefined;
const ofUser = ({ row, user }: OfTrial) => (row.licenseKey === undefined ? user : undefined);
const unnamed = { because: "a trial is made with the usual terms" };
const notGiven = { never: "the mock leaves it out, as its trials have no seats and no grace" };

const newTrial: Sources<OfTrial> = {
  "/id": ({ row }) => row.id,
  "/license_type": ({ row }) => row.type,
  "/order_id": ({ row }) => row.orderId,
  "/product_id": ({ product }) => product.id,
  "/created_at": ({ call }) => call.now,
  "/updated_at": ({ call }) => call.now,
  "/max_activations": ({ row }) => row.maxActivations,
  "/times_activated": { always: 0, because: "a trial key activates nothing" },
  "/is_trial": { always: true, because: "it is one" },
  "/active": { always: false, because: "a trial key activates nothing" },
  "/enabled": { always: true, ...unnamed },
  "/max_transfers": { always: 0, ...unnamed },
  "/trial_days": ({ row }) => row.trialDays,
  "/maintenance_duration": { always: null, ...unnamed },
  "/validity_period": { always: null, because: "its days count from the activation" },
  "/enable_maintenance_period": { always: false, ...unnamed },
  "/is_floating": { always: false, ...unnamed },
  "/is_hardware_key_auth": { always: false, ...unnamed },
  "/prevent_vm": ({ product }) => product.preventVm ?? false,
  "/metadata": { always: {}, ...unnamed },
  "/company": ({ call }) => call.company,
  "/LicenseProductFeatures/*": ({ row, call }) =>
    (row.features ?? []).map((feature) => ({ row: feature, license: row, call })),
  "/LicenseCustomFields/*": ({ product }) => product.customFields ?? [],
  "/license_key": ({ row }) => row.licenseKey,
  "/license": ({ row }) => row.licenseKey,
  "/license_user": (of) => ofUser(of)?.email,
  "/license_user_id": (of) => ofUser(of)?.id,
  "/initial_password": (of) => (ofUser(of)?.isInitialPassword ? of.user?.password : undefined),
  "/max_license_users": { always: 1, ...unnamed, where: (of) => ofUser(of) !== undefined },
  "/valid_duration": { always: null, ...unnamed, where: isKeyBased },
  "/max_consumptions": { always: 0, ...unnamed, where: isKeyBased },
  "/reset_consumption": { always: false, ...unnamed, where: isKeyBased },
  "/consumption_period": { always: null, ...unnamed, where: isKeyBased },
  "/allow_overages": (of) => (isKeyBased(of) ? (of.product.overages ?? false) : undefined),
  "/max_overages": (of) => (isKeyBased(of) ? (of.product.maxOverages ?? 0) : undefined),
  "/is_floating_cloud": notGiven,
  "/floating_users": notGiven,
  "/floating_timeout": notGiven,
  "/allow_grace_period": notGiven,
  "/grace_period": notGiven,
};

const knownTrial: Sources<OfTrial> = {
  "/license_type": ({ row }) => row.type,
  "/is_trial": { always: true, because: "it is one" },
  "/license": ({ row }) => row.licenseKey,
  "/license_user": (of) => ofUser(of)?.email,
};

const trialFeature: Sources<OfFeature> = {
  ...termsOf(({ row }: OfFeature) => row.consumption ?? {}, "/max_consumption"),
  "/id": ({ row }) => row.id,
  "/product_feature_id": ({ row }) => row.templateId,
  "/expiry_date": ({ row }) => row.expiresAt ?? null,
  "/is_floating": ({ row }) => isKept("server", row.floating),
  "/is_floating_cloud": ({ row }) => isKept("cloud", row.floating),
  "/metadata": ({ row }) => row.metadata ?? {},
  "/floating_timeout": ({ row }) => row.floating && (row.floating.timeoutMinutes ?? 120),
  "/floating_users": ({ row }) => row.floating && (row.floating.users ?? 0),
};

/** Trials. */
export const trials = {
  "trial-key.response.json": {},
  "trial-license-new.json": newTrial,
  "trial-license-existing.json": knownTrial,
  "trial-license-feature.json": trialFeature,
  "trial-license-custom-field.json": {
    "/product_custom_field_id": ({ id }) => id,
    "/value": ({ value }) => value ?? null,
  } satisfies Sources<file.WorldCustomField>,
};
