// The product's backend. It holds the account's keys, asks the License API on behalf of the page, and believes only
// answers whose signature fits. Where the License API is, the environment says: in production the real one, in a test
// a mock.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { ApiError, createClient } from "license-api-kit";

const product = "key-app";
const pages = { "/": ["index.html", "text/html"], "/page.js": ["page.js", "text/javascript"] };
const calls = { "POST /api/activate": "activate-license", "POST /api/check": "check-license" };

const client = createClient({
  baseUrl: setting("LICENSE_API_URL"),
  credentials: { apiKey: setting("LICENSE_API_KEY"), sharedKey: setting("LICENSE_SHARED_KEY") },
  publicKey: setting("LICENSE_PUBLIC_KEY"),
});

const server = createServer(async ({ method, url = "/" }, response) => {
  const { pathname, searchParams } = new URL(url, "http://backend");
  const [file, type] = pages[pathname] ?? [];
  if (file)
    return response.writeHead(200, { "content-type": type }).end(await readFile(new URL(file, import.meta.url)));
  const endpoint = calls[`${method} ${pathname}`];
  if (!endpoint) return response.writeHead(404).end();
  const [status, body] = await ask(endpoint, searchParams.get("key") ?? "", searchParams.get("device") ?? "");
  response.writeHead(status, { "content-type": "application/json" }).end(JSON.stringify(body));
});
server.listen(Number(process.env.PORT ?? 3000), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}`);
});

/** What the page needs to know of a license: what came of a call, without what only the backend should see. */
async function ask(endpoint, license_key, hardware_id) {
  try {
    const license = await client.call(endpoint, { product, license_key, hardware_id });
    const { is_expired, times_activated, max_activations, floating_users, floating_in_use_devices } = license;
    return [200, { is_expired, times_activated, max_activations, floating_users, floating_in_use_devices }];
  } catch (error) {
    if (error instanceof ApiError && error.status < 500) return [409, { code: error.code }];
    console.error(error.message); // no answer, or none that can be believed
    return [502, { code: "no_answer" }];
  }
}

function setting(name) {
  const value = process.env[name];
  if (value) return value;
  console.error(`not set in the environment: ${name}`);
  return process.exit(1);
}
