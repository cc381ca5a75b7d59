import type { InstallationFile } from "../../generated/types.ts";
import type { VersionRecord } from "../world/records.ts";
import { instantView } from "./instant.ts";

/** A version as activations nest it. */
export function installationFileView(version: VersionRecord): InstallationFile {
  return { id: version.id, ...flatVersionView(version) };
}

/** A version as checks spread it over the license; empty texts where there is none, null for what may be null. */
export function flatVersionView(version: VersionRecord | undefined) {
  return {
    version: version?.version ?? "",
    installation_file: version?.installationFile ?? "",
    hash_md5: version?.hashMd5 ?? "",
    release_date: version ? instantView(version.releasedAt) : null,
    environment: version?.environment ?? "",
    eula_link: version?.eulaLink ?? "",
    release_notes_link: version?.releaseNotesLink ?? "",
    channel: version?.channel ?? "",
    requires_version: version?.requiresVersion || null,
    size: version?.size || null,
  };
}
