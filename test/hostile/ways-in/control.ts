import fc from "fast-check";
import { urlPart } from "../../../src/api/url-part.ts";
import { createControl } from "../../../src/control/control.ts";
import type { Operation } from "../../../src/control/operation.ts";
import { type OperationName, operationRows } from "../../../src/control/operations.ts";
import type { WorldFile } from "../../../src/generated/types.ts";
import { createMock, type Mock } from "../../../src/mock/create-mock.ts";
import { rowKinds } from "../../../src/mock/world/rows/index.ts";
import { licenseWorld } from "../../calls.ts";
import { type Call, nearCall, quickCryptography, requireAnswer } from "./api.ts";
import { nearName, nearText, pick } from "./near.ts";
import { oddTexts } from "./odd-values.ts";
import { requireClearText } from "./oracle.ts";
import type { WayIn } from "./way-in.ts";

/** A call of the control API, or of the License API between two of them. */
export type ControlInput =
  | { readonly call: Call }
  | {
      readonly method: string;
      readonly path: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
    };

const world = licenseWorld({}, { users: [{ email: "a@example.test", password: "x" }] });
/** Small, as all of it is read again and again. */
export const smallWorld: WorldFile = {
  ...licenseWorld({}),
  products: [
    { id: 10, code: "key-app" },
    { code: "p", authorizationMethod: "user" },
  ],
  users: [{ email: "ada@example.test", password: "Ada-1815" }],
  licenses: [
    {
      ...{ id: 1000000000000060, product: "key-app", licenseKey: "ACTV-PERP-KEYS-0001", maxActivations: 5 },
      devices: [{ id: 1000000000000031, hardwareId: "Laptop-1" }],
    },
    { product: "key-app", licenseKey: "TIME-LIMI-KEYS-0001", type: "time-limited", expiresAt: "+365d" },
    { product: "p", users: ["ada@example.test"], type: "consumption", consumption: { max: 5 } },
  ],
} as WorldFile;

const moments = ["2030-01-31T00:00:00Z", "9999-12-31T23:59:59.999Z", 1_900_000_000_000];

/** Bodies that operations take; of all others an object is wrong anyway. */
export const bodies: Partial<Record<OperationName, readonly unknown[]>> = {
  space: [{ name: "other", clock: moments[0], policy: { dialect: "service" }, journal: 3 }, {}],
  "clock.set": moments.map((time) => ({ time })),
  "clock.advance": [{ duration: "30d" }, { days: 400, hours: -3 }, { ms: 1 }],
  "clock.advanceTo": [{ license: "TIME-LIMI-KEYS-0001", moment: "expiry", offset: "-1ms" }],
  "clock.freeze": [{}, { time: moments[0] }],
  "clock.run": [{}, { rate: 60 }],
  "faults.add": [
    { kind: "error", code: "license_not_found", endpoint: "check-license", times: 1, status: 404 },
    { kind: "html-page", status: 404, license: "ACTV-PERP-KEYS-0001" },
    { kind: "too-many-requests", retryAfterSeconds: 3, endpoint: ["check-license", "activate-license"] },
    { kind: "old-license-signature", endpoint: "check-license" },
    { kind: "redirect", location: "https://portal.test/login", status: 302, happens: true },
    { kind: "replay", call: 1 },
    { kind: "answer-of", of: { endpoint: "activate-license", input: { license_key: null, hardware_id: "Laptop-2" } } },
    { kind: "large-body", bytes: 5, compressed: true },
    { kind: "service-unavailable", retryAfterSeconds: 3, retryAfterForm: "date" },
  ],
  "tweaks.add": [
    { endpoint: "check-license", patch: { is_expired: true, custom_fields: null }, times: 2 },
    { endpoint: ["check-license", "products"], patch: { a: { b: 1 } }, unchecked: true },
  ],
  "world.replace": [world],
  "table.add": [
    { product: "key-app", licenseKey: "MINE-MINE-MINE-0001" },
    { email: "a@b.test", password: "x" },
    { code: "p" },
  ],
  "table.update": [
    { enabled: false, type: "consumption", consumption: { max: 5 } },
    { licenseKey: null },
    { endsAt: moments[1] },
  ],
};

const steps = {
  name: nearName(["other", "default", "space-1", "before"]),
  table: nearName(Object.keys(rowKinds), 0.1),
  id: nearName(["1", "1000000000000060", "1000000000000031", "10", "9007199254740993"]),
};

const queries = nearName(
  [
    "endpoint=check-license",
    "outcome=ok",
    "last=3",
    "since=0",
    "unused=true",
    "license=ACTV-PERP-KEYS-0001",
    "device=Laptop-1",
    "space=default",
    "space=other",
    "enabled=true",
    "id=1",
  ],
  0.5,
);

const headersOf = fc.tuple(fc.nat(19), fc.nat(997)).map(([kind, what]): Record<string, string> => {
  const type =
    kind === 0 ? pick(["", "text/plain", "application/jsonx", "application/json;;="], what) : "application/json";
  const space: Record<string, string> =
    kind === 1 ? { "x-mock-space": headerText(pick(["default", "other", ...oddTexts], what)) } : {};
  const host =
    kind === 2
      ? headerText(pick(["1.2.3.999", "evil.test", "localhost:99999", "[::1", "", ...oddTexts], what))
      : "127.0.0.1";
  return { "content-type": type, host, ...space };
});

function headerText(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").trim();
}

function inputOf(name: OperationName, row: Operation): fc.Arbitrary<ControlInput> {
  const body = row.takes === undefined ? fc.constant("") : nearText(bodies[name] ?? [{}]);
  return fc
    .tuple(fc.tuple(steps.name, steps.table, steps.id), fc.tuple(fc.nat(9), queries), headersOf, body)
    .map(([[name, table, id], [hasQuery, query], headers, text]) => {
      const given: Readonly<Record<string, string>> = { name, table, id };
      const path = row.path.replace(/:(\w+)/g, (_whole, step: string) => encoded(given[step] ?? ""));
      const method = hasQuery === 9 ? "PUT" : row.method;
      return { method, path: `/__mock${path}${hasQuery < 3 ? `?${query}` : ""}`, headers, body: text };
    });
}

function encoded(text: string): string {
  return urlPart(text.slice(0, 300));
}

export const controlInput: fc.Arbitrary<ControlInput> = fc.oneof(
  { maxDepth: 1 },
  ...operationRows.map(([name, row]) => ({ arbitrary: inputOf(name, row), weight: row.takes === undefined ? 1 : 3 })),
  { arbitrary: nearCall.map((call) => ({ call })), weight: 20 },
);

type Fetch = (request: Request, environment: { readonly peer: string }) => Response | Promise<Response>;

async function send(
  fetch: Fetch,
  method: string,
  path: string,
  headers: Record<string, string>,
  body = "",
): Promise<{ status: number; text: string }> {
  const init = { method, headers, ...(method !== "GET" && body !== "" && { body }) };
  const answer = await fetch(new Request(`http://127.0.0.1${path}`, init), { peer: "127.0.0.1" });
  return { status: answer.status, text: await answer.text() };
}

/** Requires of an answer of the control API that it is one: a refusal says why. */
export function requireControlAnswer({ status, text }: { readonly status: number; readonly text: string }): void {
  if (status < 200 || status > 499) throw new Error(`HTTP ${status}: ${text.slice(0, 500)}`);
  if (status < 400) return;
  const { error } = JSON.parse(text) as { error: unknown };
  if (typeof error !== "string") throw new Error(`HTTP ${status} without words: ${text.slice(0, 500)}`);
  requireClearText(error);
}

const json = { "content-type": "application/json", host: "127.0.0.1" };

/** What must be readable whatever came before. */
const looks = [
  "/journal",
  "/journal.har",
  "/journal/cases",
  "/journal/findings",
  "/world",
  "/clock",
  "/faults",
  "/tweaks",
  "/spaces",
  "/roles",
  "/credentials",
  "/health",
  "/snapshots",
];

async function requireWell(fetch: Fetch, mock: Mock): Promise<void> {
  for (const path of looks) {
    const { status, text } = await send(fetch, "GET", `/__mock${path}`, json);
    if (status !== 200) throw new Error(`then GET ${path}: HTTP ${status}: ${text.slice(0, 300)}`);
    JSON.parse(text);
  }
  for (const path of ["/faults", "/tweaks"]) await send(fetch, "DELETE", `/__mock${path}`, json);
  await requireAnswer(mock, good);
  const { status } = await send(fetch, "POST", "/__mock/reset", json);
  if (status !== 200) throw new Error(`then POST /reset: HTTP ${status}`);
  await requireAnswer(mock, good);
}

const good: Call = {
  method: "GET",
  path: "/api/v4/check_license",
  query: "product=key-app&license_key=ACTV-PERP-KEYS-0001&hardware_id=Laptop-1",
  headers: {},
  body: "",
};

/** The control API, in process. */
export const controlWay: WayIn<ControlInput> = {
  name: "the control API",
  input: controlInput,
  session: 60,
  open: () => {
    const mock = createMock({ auth: "off", cryptography: quickCryptography, journal: 5, world: smallWorld });
    const fetch = createControl(mock).fetch as Fetch;
    return {
      play: async (input) => {
        if (!("call" in input))
          return requireControlAnswer(await send(fetch, input.method, input.path, input.headers, input.body));
        const meets = mock.faults.list().length > 0 || mock.tweaks.list().length > 0;
        await requireAnswer(mock, input.call).catch((error) => {
          if (!meets) throw error; // what was asked to go wrong does
        });
      },
      end: () => requireWell(fetch, mock),
    };
  },
};
