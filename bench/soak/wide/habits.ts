import type { Credentials } from "../../signed-request.ts";
import type { Door } from "./door.ts";
import { type EndpointCalls, fromDevice } from "./exchanges.ts";

/** Somebody in a space: which door they use, and how they are known there. */
export interface Guest {
  door: Door;
  space: string;
  credentials: Credentials;
  calls: readonly EndpointCalls[];
  /** A name that nobody had before. */
  fresh(kind: string): string;
}

/** Something that clients and tests do all day. It throws where an answer is not what it must be. */
export type Habit = (guest: Guest) => Promise<void>;

/** What is done, by what it leaves behind. Each does about as much as one call or two. */
export const habits: Readonly<Record<string, Habit>> = {
  "every endpoint": async (guest) => {
    const { calls } = guest;
    for (const { calls: ofEndpoint } of calls) {
      const call = ofEndpoint[Number(guest.fresh("turn").split("-")[1]) % ofEndpoint.length];
      if (call) await ask(guest, call);
    }
  },
  "new devices": async (guest) => {
    const device = guest.fresh("device");
    for (const { endpoint, calls } of guest.calls) {
      if (/^(activate|check|deactivate)-license$/.test(endpoint) && calls[0])
        await ask(guest, fromDevice(calls[0], device));
    }
  },
  "new trials and users": async (guest) => {
    const fields = {
      product: "trial-app",
      hardware_id: guest.fresh("trial"),
      email: `${guest.fresh("user")}@soak.test`,
    };
    await ask(guest, { method: "GET", target: `/api/v4/trial_key?${new URLSearchParams(fields)}` });
  },
  "new variables": (guest) =>
    ask(guest, {
      method: "POST",
      target: "/api/v4/track_device_variables",
      body: JSON.stringify({
        ...{ product: "key-app", license_key: "VARI-ABLE-KEYS-0001", hardware_id: "Laptop-1" },
        variables: { [guest.fresh("variable")]: "x".repeat(40) },
      }),
    }),
  "new tokens": async (guest) => {
    const fields = {
      ...{ grant_type: "client_credentials", client_id: "auth-company-1" },
      client_secret: "test-secret-of-the-company-client",
    };
    await expectStatus(guest, [200, 401], {
      ...{ method: "POST", target: "/realms/user-portal/protocol/openid-connect/token" },
      body: String(new URLSearchParams(fields)),
      headers: { "content-type": "application/x-www-form-urlencoded", "x-mock-space": guest.space },
    });
  },
  "texts that nobody knows": async (guest) => {
    const key = guest.fresh("UNKNOWN");
    await ask(guest, {
      method: "GET",
      target: `/api/v4/check_license?product=key-app&license_key=${key}&hardware_id=${key}`,
    });
  },
  "faults that come and go": async (guest) => {
    await control(guest, "POST", "/faults", { kind: "error", code: "license_not_found", times: 1 });
    await checkOnce(guest);
    await control(guest, "DELETE", "/faults");
  },
  "tweaks that come and go": async (guest) => {
    const patch = { order_store_id: guest.fresh("tweak") };
    await control(guest, "POST", "/tweaks", { endpoint: "check-license", patch });
    await checkOnce(guest);
    await control(guest, "DELETE", "/tweaks");
  },
  "snapshots that come and go": async (guest) => {
    const name = guest.fresh("snapshot");
    await control(guest, "PUT", `/snapshots/${name}`);
    await (habits["new trials and users"] as Habit)(guest);
    await control(guest, "POST", `/snapshots/${name}/restore`);
    await control(guest, "DELETE", `/snapshots/${name}`);
  },
  "spaces that come and go": async (guest) => {
    const { door } = guest;
    const made = await door.ask({ method: "POST", target: "/__mock/spaces", headers: json, body: "{}" });
    if (made.status !== 200 && made.status !== 201) throw new Error(`a new space: ${made.status} ${made.body}`);
    const { name, credentials } = JSON.parse(made.body) as { name: string; credentials: Credentials };
    await checkOnce({ ...guest, space: name, credentials });
    await expectStatus(guest, [200, 204], { method: "DELETE", target: `/__mock/spaces/${name}`, headers: json });
  },
  "connections that come and go": async (guest) => {
    await guest.door.leaveHalfway();
    const { door, credentials } = guest;
    const given = await door.ask(
      { method: "GET", target: "/api/v4/oauth_url", headers: door.authorization(credentials) },
      "own",
    );
    requireAnswer(given, "oauth_url on a connection of its own");
  },
};

const json = { "content-type": "application/json" };

async function checkOnce(guest: Guest): Promise<void> {
  const check = guest.calls.find(({ endpoint }) => endpoint === "check-license")?.calls[0];
  if (check) await ask(guest, check);
}

/** A call may be refused, as others were there before; what is no answer of the API is wrong. */
async function ask(
  { door, credentials }: Guest,
  call: { method: string; target: string; body?: string },
): Promise<void> {
  const headers = door.authorization(credentials);
  requireAnswer(await door.ask({ ...call, headers }), `${call.method} ${call.target}`);
}

function requireAnswer({ status, body }: { status: number; body: string }, of: string): void {
  if (status === 0 || status >= 500) throw new Error(`${of}: found ${status}, expected an answer of the API: ${body}`);
}

function control(guest: Guest, method: string, path: string, body?: object): Promise<void> {
  return expectStatus(guest, [200, 201, 204], {
    ...{ method, target: `/__mock${path}`, headers: { ...json, "x-mock-space": guest.space } },
    ...(body && { body: JSON.stringify(body) }),
  });
}

async function expectStatus(
  { door }: Guest,
  right: readonly number[],
  asked: Parameters<Door["ask"]>[0],
): Promise<void> {
  const { status, body } = await door.ask(asked);
  if (!right.includes(status))
    throw new Error(`${asked.method} ${asked.target}: found ${status}, expected ${right.join(" or ")}: ${body}`);
}
