import { readFileSync } from "node:fs";
import { schemas } from "./schema-files.ts";

/** What the API is, for the head of a description. */
export function apiInfo() {
  return {
    title: "License API v4",
    version: version(),
    summary: "Activate, check, meter and release software licenses",
    description:
      "Written by the license-api-kit authors from public documentation. Independent of and not affiliated with LicenseSpring.",
    license: { name: "MIT", identifier: "MIT" },
  };
}

/** Name of the one group of calls, from which generators make the name of a client's class, like `LicenseApi`. */
export const tag = "License";

/** The request for a token, beside the API and in OAuth's own forms. */
export const tokenCall = {
  tags: [tag],
  operationId: "oauthToken",
  summary: schemas["oauth-token.response.json"]?.description,
  description: "documented: OAuth authorization",
  security: [],
};

/** Where the calls of a description go. */
export const servers = [{ url: "http://127.0.0.1:8080", description: "The mock server" }];

/** Version of the package. */
export function version(): string {
  return packageFacts().version;
}

/** What the package is, in a sentence. */
export function description(): string {
  return packageFacts().description;
}

function packageFacts(): { version: string; description: string } {
  return JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"));
}
