/** What the callers of a space know of it by what was acknowledged to them since its last reset. */
export interface Ledger {
  /** Calls that were answered, whatever the answer. */
  calls: number;
  /** Units added, by license key. */
  units: Record<string, number>;
  /** Devices active on the license that they compete for. Each caller alone moves its own device. */
  active: Set<string>;
}

/** A ledger of a space that was just put back to its start. */
export function emptyLedger(): Ledger {
  return { calls: 0, units: {}, active: new Set() };
}

/** Notes units that were acknowledged. */
export function addUnits(ledger: Ledger, licenseKey: string, units: number): void {
  ledger.units[licenseKey] = (ledger.units[licenseKey] ?? 0) + units;
}
