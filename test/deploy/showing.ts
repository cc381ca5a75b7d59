import { authorize } from "../../src/api/authorization.ts";
import { shardPrefix } from "../../src/api/shard.ts";
import { asFile, flatOffline, wrappedOffline } from "../../src/contract/encode-offline-request.ts";
import type { ControlSpace } from "../../src/generated/types.ts";
import { tokenPath } from "../../src/mock/oauth.ts";
import { controlToken } from "./shards.ts";

type Fields = Record<string, string>;
type Call = (space: ControlSpace) => { path: string } & RequestInit;

const form = { "content-type": "application/x-www-form-urlencoded" };
const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
const roleOf = ({ roles }: ControlSpace, name: string) => ({ ...roles[name] }) as unknown as Fields;

function checkOf(space: ControlSpace): string {
  const { product = "", license_key = "", hardware_id = "" } = roleOf(space, "activeKeyLicense");
  return `/api/v4/check_license?${new URLSearchParams({ product, license_key, hardware_id })}`;
}

function offlineRequest({ credentials, roles }: ControlSpace) {
  const { product = "", license_key = "", hardware_id = "" } = { ...roles.offlineLicense } as unknown as Fields;
  const account = { api_key: credentials.apiKey, date: new Date().toUTCString() };
  return { ...account, request: "activation" as const, product, license_key, hardware_id };
}

const offline = ({ text, type = "text/plain" }: { text: string; type?: string }) => ({
  path: "/api/v4/activate_offline",
  method: "POST",
  body: text,
  headers: { "content-type": type },
});

const page = (more: Fields) =>
  `/realms/acme/protocol/openid-connect/auth?${new URLSearchParams({ redirect_uri: "http://localhost/back", ...more })}`;

/** Calls that show in each possible way which space they are for, and are answered 200 there. */
export const showing: Readonly<Record<string, Call>> = {
  "its API key": (space) => ({ path: checkOf(space), headers: authorize(space.credentials as never) }),
  "its API key before all else in the header": (space) => {
    const { Date: date, Authorization: all } = authorize(space.credentials as never);
    return { path: checkOf(space), headers: { date, authorization: all.split(",").reverse().join(", ") } };
  },
  "an access token": (space) => ({
    path: "/api/v4/products",
    headers: { date: new Date().toUTCString(), ...bearer(roleOf(space, "companyToken").access_token ?? "") },
  }),
  "its token, for a control call": ({ name, token }) => ({
    path: "/__mock/clock",
    headers: { ...bearer(token), "x-mock-space": name },
  }),
  "X-Mock-Shard": ({ name }) => ({
    path: `/__mock/clock?space=${name}`,
    headers: { ...bearer(controlToken), "x-mock-shard": shardPrefix(name) },
  }),
};

/** The same, where a balancer has to read the body or cannot know at once. */
export const showingInBody: Readonly<Record<string, Call>> = {
  "a client's id in a form": (space) => {
    const { client_id = "", client_secret = "" } = roleOf(space, "oauthClient");
    const body = new URLSearchParams({ grant_type: "client_credentials", client_secret, client_id }).toString();
    return { path: tokenPath, method: "POST", headers: form, body };
  },
  "a client's id by Basic": (space) => {
    const { client_id = "", client_secret = "" } = roleOf(space, "oauthClient");
    const headers = { ...form, authorization: `Basic ${btoa(`${client_id}:${client_secret}`)}` };
    return { path: tokenPath, method: "POST", headers, body: "grant_type=client_credentials" };
  },
  "an offline request": (space) => offline(flatOffline(offlineRequest(space) as never, space.credentials as never)),
  "an offline request, signed around": (space) =>
    offline(wrappedOffline(offlineRequest(space) as never, space.credentials as never)),
};

/** The same by a name only, which nginx hashes as the servers do. */
export const showingName: Readonly<Record<string, Call>> = {
  "its name in a header": ({ name }) => ({
    path: "/__mock/clock",
    headers: { ...bearer(controlToken), "x-mock-space": name },
  }),
  "its name in a query": ({ name }) => ({ path: `/__mock/clock?space=${name}`, headers: bearer(controlToken) }),
  "its name in a path": ({ name }) => ({ path: `/__mock/spaces/${name}`, headers: bearer(controlToken) }),
  "its name in the address of a page": ({ name }) => ({ path: page({ mock_space: name }) }),
  "an offline request in a multipart form": (space) =>
    offline(asFile(flatOffline(offlineRequest(space) as never, space.credentials as never))),
};
