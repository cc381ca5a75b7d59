import type { LicenseRecord, ProductRecord, VersionRecord } from "../world/records.ts";

/** Which versions are asked for. */
export interface VersionFilter {
  readonly env?: string;
  readonly channel?: string;
}

/**
 * The versions that a license may install, newest first: released up to the end of its maintenance, else of its
 * validity, else all; of the environment and channel that were asked for.
 */
export function offeredVersions(
  product: ProductRecord,
  license: LicenseRecord,
  { env, channel }: VersionFilter,
): VersionRecord[] {
  const until = license.maintainedUntil ?? license.expiresAt ?? Number.POSITIVE_INFINITY;
  return product.versions
    .filter(
      (version) =>
        version.isEnabled &&
        version.releasedAt <= until &&
        (env === undefined || version.environment === env) &&
        (channel === undefined || version.channel === channel),
    )
    .sort((a, b) => b.releasedAt - a.releasedAt || b.id - a.id);
}
