import type { Evidence } from "./evidence.ts";

/** A part of the API that is documented, but whose form on the wire is not public. */
export interface NotImitated {
  readonly kind: "path" | "header" | "parameter";
  /** As it is spelt; a parameter's is its beginning where the rest is not known. */
  readonly name: string;
  /** What is not public. */
  readonly unknown: string;
  readonly source: Evidence;
}

/** What is known by its name and not invented further. */
export const notImitated: readonly NotImitated[] = [
  {
    kind: "path",
    name: "/api/v4/consumption_sync",
    unknown: "the names of its fields",
    source: "documented: consumption sync",
  },
  {
    kind: "path",
    name: "/api/v4/consumption_sync_offline",
    unknown: "the names of its fields",
    source: "documented: consumption sync offline",
  },
  {
    kind: "header",
    name: "licensespring-tpm-signature",
    unknown: "what is signed, and where the public key travels",
    source: "documented: activate license, License Check",
  },
  {
    kind: "parameter",
    name: "include_scheduled_c",
    unknown: "the rest of its name, and what is answered",
    source: "documented: License Check",
  },
];

/** The part that a path, a header or a parameter belongs to, where it is one of these. */
export function notImitatedAs(kind: NotImitated["kind"], name: string): NotImitated | undefined {
  const low = name.toLowerCase();
  return notImitated.find((one) => {
    return one.kind === kind && (kind === "parameter" ? low.startsWith(one.name) : low === one.name);
  });
}

/** In a sentence, for whoever sent it. */
export function notImitatedText(name: string, { unknown, source }: NotImitated): string {
  return `${name}: documented, not imitated, as ${unknown} is not public (${source})`;
}
