import { readFile } from "node:fs/promises";
import type { IncomingMessage } from "node:http";
import { version } from "../generated/version.ts";
import type { ApiResponse } from "../mock/request.ts";

/** What a server has besides the API and `/__mock`: its descriptions, and a page that says what is where. */
const descriptions: Readonly<Record<string, string>> = {
  "/openapi.json": "the License API, OpenAPI 3.1, exact",
  "/openapi.client.json": "the same for generators of clients: plain classes, no conditions",
  "/__mock/openapi.json": "the control API: clock, faults, world, journal, spaces",
};

const others: Readonly<Record<string, string>> = {
  "/api/v4": "the License API",
  "/__mock/health": "whether it takes calls",
  "/__mock/roles": "the situations that the world holds, each with the fields that a call needs",
  "/__mock/public-key": "what verifies the signatures of answers",
  "/__mock/journal": "the calls so far, and why each ended as it did",
};

/** Whether a path is one of these. Nearly no call is. */
export function isFront(path: string): boolean {
  return path === "/" || path === "/openapi.json" || path === "/openapi.client.json";
}

/** The answer to a request for one of these; undefined for any other. */
export async function frontAnswer(
  path: string,
  { method, headers }: IncomingMessage,
): Promise<ApiResponse | undefined> {
  if (method !== "GET" && method !== "HEAD") return undefined;
  if (path !== "/") return { status: 200, headers: json, body: await readDescription(path.slice(1)) };
  return /text\/html/.test(headers.accept ?? "") ? overviewPage() : overview();
}

const json = { "content-type": "application/json; charset=utf-8" };

function overview(): ApiResponse {
  const body = { name: "license-api-kit", version, descriptions, paths: others };
  return { status: 200, headers: { ...json, vary: "Accept" }, body: JSON.stringify(body, null, 2) };
}

function overviewPage(): ApiResponse {
  const rows = Object.entries({ ...others, ...descriptions }).map(([path, about]) => {
    const name = path === "/api/v4" ? `<code>${path}</code>` : `<a href="${path}"><code>${path}</code></a>`;
    return `<tr><td>${name}</td><td>${about}</td></tr>`;
  });
  return {
    status: 200,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'",
      "x-content-type-options": "nosniff",
      vary: "Accept",
    },
    body: `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>License API mock server</title><style>${style}</style></head>
<body><main><h1>License API mock server</h1>
<p>license-api-kit ${version}. It answers as the License API v4 does: signed calls, real state, a clock that can be moved.</p>
<table>
${rows.join("\n")}
</table>
<p><small>Clients that ask for JSON get this list as JSON.</small></p>
</main></body>
</html>
`,
  };
}

const style = `:root{color-scheme:light dark}body{font:16px/1.6 system-ui,sans-serif;max-width:46rem;margin:8vh auto;padding:0 1rem}
h1{font-size:1.4rem}table{border-collapse:collapse;width:100%}td{padding:.45rem .8rem .45rem 0;vertical-align:top;border-top:1px solid #8884}`;

const read = new Map<string, Promise<string>>();

/** The description as the package holds it, a folder above what is bundled; beside the sources it lies with what is generated. */
function readDescription(name: string): Promise<string> {
  const known = read.get(name);
  if (known) return known;
  const text = readFile(new URL(`../${name}`, import.meta.url), "utf8").catch(() =>
    readFile(new URL(`../generated/${name}`, import.meta.url), "utf8"),
  );
  read.set(name, text);
  return text;
}
