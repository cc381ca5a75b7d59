import type * as file from "../../../src/generated/types.ts";
import type { Sources } from "../expected-answer.ts";
import { type Call, dayOf, licenseOf, type Of, offeredTo, only, owned, productOf, versionsOf } from "../rows.ts";

type OfProduct = Of<file.WorldProduct>;

/** The vendor's data as text, where the call asks for it. */
export function metadataText({ row, call }: Of<{ metadata?: object }>): string | undefined {
  return call.input.include_metadata_string ? JSON.stringify(row.metadata ?? {}) : undefined;
}

const authorizationMethod = ({ row, call }: OfProduct) => {
  if (row.authorizationMethod === "user") return "user";
  return call.dialect === "service" ? "license-key" : "license_key";
};

const productSummary: Sources<OfProduct> = {
  "/product_id": ({ row }) => row.id,
  "/product_name": ({ row }) => row.name ?? row.code,
  "/short_code": ({ row }) => row.code,
  "/authorization_method": authorizationMethod,
  "/metadata": ({ row }) => row.metadata ?? {},
  "/metadata_string": metadataText,
};

const usualTerms: Sources<OfProduct> = {
  "/allow_trial": ({ row }) => row.allowTrial ?? false,
  "/trial_days": ({ row }) => row.trialDays ?? 0,
  "/allow_overages": ({ row }) => row.overages ?? false,
  "/max_overages": ({ row }) => row.maxOverages ?? 0,
  "/prevent_vm": ({ row }) => row.preventVm ?? false,
  "/floating_timeout": ({ row }) => row.floatingTimeoutMinutes ?? 120,
};

const companyOf = ({ call }: Of<unknown>) => call.company;

const activatedProductSummary: Sources<OfProduct> = {
  ...productSummary,
  ...usualTerms,
  "/validity_period": { always: null, because: "a product of a world does not end" },
  "/company_id": (of) => companyOf(of).id,
};

const productDetails: Sources<Call> = Object.fromEntries([
  ...Object.entries({ ...productSummary, ...usualTerms }).map(([pointer, source]) => [
    pointer,
    (call: Call) => (source as (of: OfProduct) => unknown)({ row: productOf(call.input.product, call), call }),
  ]),
  [
    "/latest_version",
    (call: Call) => {
      if (!call.input.include_latest_version) return undefined;
      const product = productOf(call.input.product, call);
      const [row] = versionsOf(product, call);
      return row ? { row, product } : null;
    },
  ],
  [
    "/custom_fields/*",
    (call: Call) => (call.input.include_custom_fields ? productOf(call.input.product, call).customFields : undefined),
  ],
  ["/company", (call: Call) => (call.dialect === "service" ? call.company : undefined)],
]);

const productCustomField: Sources<file.WorldCustomField> = {
  "/id": ({ id }) => id,
  "/name": ({ name }) => name,
  "/default_value": ({ value }) => value ?? null,
};

const nothingKnown = { because: "a product of a world has no such default for its licenses" };

const product: Sources<OfProduct> = {
  ...usualTerms,
  "/id": ({ row }) => row.id,
  "/created_at": ({ row }) => row.createdAt,
  "/updated_at": ({ row }) => row.createdAt,
  "/product_name": ({ row }) => row.name ?? row.code,
  "/short_code": ({ row }) => row.code,
  "/company_id": (of) => companyOf(of).id,
  "/active": ({ row }) => row.enabled ?? true,
  "/is_archived": ({ row }) => row.archived ?? false,
  "/is_bundle": ({ row }) => row.bundle !== undefined,
  "/is_upgrade": { always: false, ...nothingKnown },
  "/authorization_method": authorizationMethod,
  "/hardware_id_required": { always: true, ...nothingKnown },
  "/is_node_locked": { always: true, ...nothingKnown },
  "/is_user_locked": ({ row }) => row.authorizationMethod === "user",
  "/default_license_type": ({ row }) => row.licenseType ?? "perpetual",
  "/max_activations": ({ row }) => row.maxActivations ?? 1,
  "/valid_duration": ({ row }) => row.validDuration ?? "",
  "/subscription_duration": { always: "", ...nothingKnown },
  "/enable_maintenance_period": { always: false, ...nothingKnown },
  "/maintenance_duration": { always: "", ...nothingKnown },
  "/is_floating": { always: false, ...nothingKnown },
  "/is_floating_cloud": { always: false, ...nothingKnown },
  "/floating_users": { always: 0, ...nothingKnown },
  "/max_consumptions": { always: 0, ...nothingKnown },
  "/reset_consumption": { always: false, ...nothingKnown },
  "/consumption_period": { always: null, ...nothingKnown },
  "/metadata": ({ row }) => row.metadata ?? {},
  "/metadata_string": metadataText,
  "/features/*": ({ row, call }) => (row.features ?? []).map((feature) => ({ row: feature, call })),
};

const productFeature: Sources<Of<file.WorldFeature>> = {
  "/id": ({ row }) => row.id,
  "/code": ({ row }) => row.code,
  "/feature_type": ({ row }) => (row.consumption ? "consumption" : "activation"),
  "/max_consumption": ({ row }) => row.consumption?.max ?? 0,
  "/metadata": ({ row }) => row.metadata ?? {},
  "/metadata_string": metadataText,
};

/** What a version says of itself; without one all texts are empty. */
export const flatVersion = {
  "/version": (row) => row?.version ?? "",
  "/installation_file": (row) => row?.installationFile ?? "",
  "/hash_md5": (row) => row?.hashMd5 ?? "",
  "/release_date": (row) => (row ? dayOf(row.releasedAt) : null),
  "/environment": (row) => row?.environment ?? "",
  "/eula_link": (row) => row?.eulaLink ?? "",
  "/release_notes_link": (row) => row?.releaseNotesLink ?? "",
  "/size": (row) => row?.size ?? null,
  "/requires_version": (row) => row?.requiresVersion ?? null,
  "/channel": (row) => (row ? (row.channel ?? "prod") : ""),
} as const satisfies Record<string, (row: file.WorldVersion | undefined) => unknown>;

/** The same, out of what shows a version. */
export function versionOf<S>(find: (of: S) => file.WorldVersion | undefined): Sources<S> {
  return Object.fromEntries(
    Object.entries(flatVersion).map(([pointer, of]) => [pointer, (shown: S) => of(find(shown))]),
  );
}

const latestVersion: Sources<{ row: file.WorldVersion; product: file.WorldProduct }> = {
  "/id": ({ row }) => row.id,
  "/product_id": ({ product }) => product.id,
  "/version": ({ row }) => row.version,
  "/environment": ({ row }) => row.environment ?? "",
  "/channel": ({ row }) => row.channel ?? "prod",
  "/full_link": ({ row }) => row.installationFile ?? "",
  "/filename": ({ row }) => /[^/]*$/.exec(row.installationFile ?? "")?.[0],
  "/hash_md5": ({ row }) => row.hashMd5 ?? "",
  "/eula_link": ({ row }) => row.eulaLink ?? "",
  "/release_notes_link": ({ row }) => row.releaseNotesLink ?? "",
  "/size": ({ row }) => row.size ?? null,
  "/requires_version": ({ row }) => row.requiresVersion ?? null,
  "/release_date": ({ row }) => row.releasedAt.slice(0, 10),
  "/enabled": { always: true, because: "a version that is switched off is offered to nobody" },
  "/created_at": ({ row }) => dayOf(row.releasedAt),
  "/updated_at": ({ row }) => dayOf(row.releasedAt),
};

/** The version that a call names, else the newest that its license may install. */
function installed(call: Call): file.WorldVersion {
  const { version = undefined } = call.input;
  return only(offeredTo(licenseOf(call)), (row) => version === undefined || row.version === version);
}

/** Products and their versions. */
export const products = {
  "product-summary.json": productSummary,
  "activated-product-summary.json": activatedProductSummary,
  "product-details.response.json": productDetails,
  "product-custom-field.json": productCustomField,
  "product.json": product,
  "product-feature.json": productFeature,
  "products.response.json": {
    "/*": (call: Call) => owned(call.world.products, call).map((row) => ({ row, call })),
  } satisfies Sources<Call>,
  "installation-file.json": {
    ...versionOf((row: file.WorldVersion) => row),
    "/id": ({ id }) => id,
  } satisfies Sources<file.WorldVersion>,
  "latest-version.json": latestVersion,
  "versions.response.json": {
    "/*": (call: Call) => offeredTo(licenseOf(call)),
    "/*/version": ({ version }: file.WorldVersion) => version,
    "/*/release_date": ({ releasedAt }: file.WorldVersion) => dayOf(releasedAt),
  },
  "installation-file.response.json": {
    ...versionOf(installed),
    "/id": (call: Call) => (call.dialect === "service" ? installed(call).id : undefined),
    "/company": ({ dialect, company }: Call) => (dialect === "service" ? company : undefined),
  } satisfies Sources<Call>,
};
