import { generateKeyPairSync } from "node:crypto";
import { createServer, type Server as PlainServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { EndpointName } from "../api/endpoints.ts";
import { createMask } from "../api/mask.ts";
import { matchEndpoint } from "../api/match-endpoint.ts";
import { wallClock } from "../api/wall-clock.ts";
import { hideSecret } from "../contract/hide-secret.ts";
import type { ExchangeReport } from "../contract/report/report.ts";
import { type Server, serve } from "../doors/node.ts";
import type { WorldFile } from "../generated/types.ts";
import { createMock, type Mock } from "../mock/create-mock.ts";
import type { ApiRequest, ApiResponse } from "../mock/request.ts";
import { certificates } from "./certificates.ts";
import type { Scenario } from "./scenario.ts";
import { names, stageWorld } from "./stage-world.ts";

/** A call as the server of a scenario saw it. */
export interface SeenCall {
  readonly endpoint: EndpointName | undefined;
  readonly target: string;
  /** Whether the shared key stands in it somewhere: in its address, its headers or its body. */
  readonly showsSecret: boolean;
  /** What the client's Date header said, in milliseconds; NaN where that is no date. */
  readonly date: number;
  /** The true time. */
  readonly at: number;
  /** For reports: without secrets, and with why the server answered so. */
  readonly exchange: ExchangeReport;
}

/** Where a scenario is played: a server of its own, with its own time and world. */
export interface ScenarioStage {
  readonly mock: Mock;
  readonly url: string;
  readonly calls: readonly SeenCall[];
  /** How often another host was asked with something that authorizes. */
  authorizedElsewhere(): number;
  /** Address of that other host. */
  readonly elsewhere: string;
  /** The true time. */
  now(): number;
  pass(ms: number): void;
  stop(): Promise<void>;
  /** Listens again, on the same port. */
  start(certificate?: keyof typeof certificates): Promise<void>;
  /** Has somebody else listen there: a server that signs by its own key, and says that the license ends later. */
  impersonate(): Promise<void>;
  close(): Promise<void>;
}

/** More are not kept: a client may ask without end. */
export const mostCalls = 2_000;

/** Sets a stage up. */
export async function openStage({
  license,
  policy,
  https: isHttps,
  hardwareId,
  world = stageWorld(license, hardwareId),
}: Pick<Scenario, "license" | "policy" | "https" | "hardwareId"> & {
  readonly world?: WorldFile;
}): Promise<ScenarioStage> {
  let passedMs = 0;
  const now = () => wallClock() + passedMs;
  const mock = createMock({ world, wallClock: now, ...(policy && { policy }) });
  const calls: SeenCall[] = [];
  const seen = watched(mock, calls, now);
  const optionsWith = (certificate: keyof typeof certificates) => (isHttps ? { https: certificates[certificate] } : {});
  let server: Server | undefined = await serve(seen, optionsWith("trusted"));
  const { url, port } = server;
  const other = await openOtherHost(mock.credentials.sharedKey);
  return {
    mock,
    url,
    calls,
    elsewhere: other.url,
    authorizedElsewhere: other.authorized,
    now,
    pass: (ms) => {
      passedMs += ms;
    },
    stop: async () => {
      await server?.close();
      server = undefined;
    },
    start: async (certificate = "trusted") => {
      server ??= await serve(seen, { port, ...optionsWith(certificate) });
    },
    impersonate: async () => {
      await server?.close();
      const end = new Date(now() + 3_650 * 86_400_000).toISOString();
      const longer = license?.expiresAt === undefined ? license : { ...license, expiresAt: end };
      const devices = [{ hardwareId: hardwareId ?? names.hardwareId }];
      const longerWorld = stageWorld({ ...longer, devices }, hardwareId);
      const impostor = createMock({ world: longerWorld, wallClock: now, signingKey: ownKey() });
      server = await serve(watched(impostor, calls, now), { port, ...optionsWith("trusted") });
    },
    close: async () => {
      await Promise.all([server?.close(), other.close()]);
    },
  };
}

let impostorsKey: { privateKey: string; publicKey: string } | undefined;

/** A key that nobody trusts, made when first needed. */
function ownKey(): { privateKey: string; publicKey: string } {
  impostorsKey ??= generateKeyPairSync("rsa", {
    modulusLength: 2_048,
    publicKeyEncoding: { type: "spki", format: "pem" },
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
  });
  return impostorsKey;
}

/** The same mock, with every call noted. */
function watched(mock: Mock, calls: SeenCall[], now: () => number): Mock {
  const seen: Mock = Object.defineProperties({} as Mock, Object.getOwnPropertyDescriptors(mock));
  return Object.assign(seen, {
    handle: async (request: ApiRequest) => {
      const at = now();
      const answer = await mock.handle(request);
      if (calls.length < mostCalls) calls.push(seenCall(request, answer, at, mock.credentials.sharedKey));
      return answer;
    },
  });
}

const mask = createMask(hideSecret);

function seenCall(request: ApiRequest, answer: ApiResponse, at: number, secret: string): SeenCall {
  const target = request.query === "" ? request.path : `${request.path}?${request.query}`;
  const headers = [...(request.headerNames?.() ?? [])].map((name) => [name, request.headers(name) ?? ""] as const);
  const body = typeof request.body === "string" ? request.body : `[a body that is ${request.body.unreadable}]`;
  const cut = answer.delivery?.cut;
  return {
    endpoint: endpointOf(request),
    target,
    showsSecret: [unescaped(target), ...headers.map(([, value]) => value), unescaped(body)].some((text) =>
      text.includes(secret),
    ),
    date: Date.parse(request.headers("date") ?? ""),
    at,
    exchange: {
      request: {
        method: request.method,
        url: mask.text(`${request.origin ?? ""}${target}`, "request"),
        headers: mask.headers(Object.fromEntries(headers), "request"),
        ...(body !== "" && { body: mask.body(body.slice(0, longest), "request") }),
      },
      answer: cut
        ? { unanswered: "connection", message: `the connection was cut on purpose (${cut})` }
        : {
            status: answer.status,
            headers: mask.headers(answer.headers, "answer"),
            body: mask.body(answer.body.slice(0, longest), "answer"),
          },
    },
  };
}

/** A text without the escapes of addresses, or as it is where these are broken. */
export function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Beyond so many characters nobody reads a body in a report. */
const longest = 20_000;

function endpointOf(request: ApiRequest): EndpointName | undefined {
  try {
    return matchEndpoint(request);
  } catch {
    return undefined;
  }
}

interface OtherHost {
  readonly url: string;
  authorized(): number;
  close(): Promise<void>;
}

/** A host that is not the server's: whoever is sent there must not bring what authorizes. */
async function openOtherHost(secret: string): Promise<OtherHost> {
  let authorized = 0;
  const server: PlainServer = createServer((request, response) => {
    const brought = `${request.url} ${JSON.stringify(request.headers)}`;
    if (request.headers.authorization !== undefined || brought.includes(secret)) authorized += 1;
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Welcome</title>");
  });
  // by a name where the server goes by a number: another host for every HTTP library
  await new Promise<void>((resolve, reject) => server.on("error", reject).listen(0, "localhost", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://localhost:${port}`,
    authorized: () => authorized,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
