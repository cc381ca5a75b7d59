import { join } from "node:path";
import { ask } from "./connection.ts";
import { startServer } from "./server-process.ts";
import { type Call, type Credentials, signedRequest } from "./signed-request.ts";

/** A license and a device on which it is active, as `GET /__mock/roles` names them. */
export interface Role {
  product: string;
  license_key: string;
  hardware_id: string;
}

/** What the benchmarks have to know of the server under test. */
export interface Target {
  credentials: Credentials;
  /** PEM of the key that verifies the `LicenseSignature` header. */
  publicKey: string;
  active: Role;
  consumption: Role;
}

/** Our server, running. */
export interface RunningTarget {
  url: string;
  pid: number;
  target: Target;
  stop(): Promise<void>;
}

/** Arguments with which `node` starts our server. */
export function serveArguments(root: string, ...flags: string[]): string[] {
  return [join(root, "dist/cli.js"), "serve", "--port", "0", "--json", "--quiet", ...flags];
}

/** Starts our server with these flags, and learns from it, over HTTP only, what a client needs. */
export async function startTarget(root: string, ...flags: string[]): Promise<RunningTarget> {
  const { line, url, pid, stop } = await startServer(serveArguments(root, ...flags));
  try {
    const roles = (await (await fetch(new URL("/__mock/roles", url))).json()) as Record<string, Role | undefined>;
    const publicKey = await (await fetch(new URL(String(line.publicKeyUrl), url))).text();
    const credentials = credentialsOf(line);
    return {
      url,
      pid,
      stop,
      target: {
        credentials,
        publicKey,
        active: role(roles, "activeKeyLicense"),
        consumption: role(roles, "unlimitedConsumptionLicense"),
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The key pair in the line with which our server announces itself. */
export function credentialsOf(line: Record<string, unknown>): Credentials {
  const { apiKey, sharedKey } = line;
  if (typeof apiKey === "string" && typeof sharedKey === "string") return { apiKey, sharedKey };
  throw new Error(`serve --json announced no apiKey and sharedKey: ${JSON.stringify(line)}`);
}

/** GET check_license of a role. */
export function checkCall({ product, license_key, hardware_id }: Role): Call {
  return {
    method: "GET",
    target: `/api/v4/check_license?${new URLSearchParams({ product, license_key, hardware_id })}`,
  };
}

/** POST add_consumption of one unit to a role. */
export function consumptionCall({ product, license_key, hardware_id }: Role): Call {
  return {
    method: "POST",
    target: "/api/v4/add_consumption",
    body: JSON.stringify({ product, license_key, hardware_id, consumptions: 1 }),
  };
}

/** POST activate_license or deactivate_license of a role. */
export function activationCall(
  path: "activate_license" | "deactivate_license",
  { product, license_key, hardware_id }: Role,
): Call {
  return {
    method: "POST",
    target: `/api/v4/${path}`,
    body: JSON.stringify({ product, license_key, hardware_id }),
  };
}

/** Asks check_license of a role and returns the license it answers. */
export async function checkedLicense(
  url: string,
  role: Role,
  credentials: Credentials,
): Promise<Record<string, unknown>> {
  const answer = await ask(url, signedRequest(checkCall(role), url, credentials)());
  if (answer.status !== 200)
    throw new Error(`WRONG ANSWER: check_license of ${role.license_key} answered ${answer.status}:\n${answer.body}`);
  return JSON.parse(answer.body.toString()) as Record<string, unknown>;
}

function role(roles: Record<string, Role | undefined>, name: string): Role {
  const found = roles[name];
  if (found?.product && found.license_key && found.hardware_id) return found;
  throw new Error(
    `GET /__mock/roles has no role ${name} with product, license_key and hardware_id: ${JSON.stringify(found)}`,
  );
}
