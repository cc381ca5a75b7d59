import type { Instant } from "../world/records.ts";

/** An instant as the API writes it, with milliseconds and Z: clients hash this very text. */
export function instantView(instant: Instant): string {
  return new Date(instant).toISOString();
}

/** The same, null where there is none. */
export function optionalInstantView(instant: Instant | null): string | null {
  return instant === null ? null : instantView(instant);
}

/** The day of an instant in UTC, as lists of licenses write it. */
export function dateView(instant: Instant | null): string | null {
  return instant === null ? null : instantView(instant).slice(0, 10);
}
