/** What the five lines of an offline signature are made of. */
export interface OfflineLines {
  readonly date?: string | undefined;
  readonly license_key?: string | undefined;
  readonly username?: string | undefined;
  readonly hardware_id?: string | undefined;
  readonly api_key?: string | undefined;
  readonly client_id?: string | undefined;
}

/** The text of an offline signature. */
export function fiveLines({ date, license_key, username, hardware_id, api_key, client_id }: OfflineLines): string {
  return ["licenseSpring", `date: ${date}`, license_key ?? username, hardware_id, api_key ?? client_id].join("\n");
}
