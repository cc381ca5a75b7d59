import type { FaultSpec } from "../../mock/faults/kinds.ts";
import type { Demand, Scenario } from "../scenario.ts";
import { paid, switchedOff, troubled, whenActivated } from "./parts.ts";

const retryAfter: Demand = {
  evidence: "documented: RFC 9110, 10.2.3",
  source: "Retry-After is a number of seconds or a date.",
};

function trouble(
  name: string,
  story: string,
  faults: FaultSpec | readonly FaultSpec[],
  demand: Demand = paid,
): Scenario {
  const all = [faults].flat();
  return {
    id: `trouble/${name}`,
    axis: "does not lock out who pays",
    story,
    demand,
    needs: ["activate", "check"],
    steps: troubled(...all),
  };
}

/** What goes wrong on the way for a while. */
export const troubles: readonly Scenario[] = [
  trouble(
    "too-many-requests",
    "A check is answered 429, with seconds to wait.",
    { kind: "too-many-requests", retryAfterSeconds: 1 },
    retryAfter,
  ),
  trouble(
    "too-many-requests-by-date",
    "A check is answered 429, with a date to wait for.",
    { kind: "too-many-requests", retryAfterSeconds: 1, retryAfterForm: "date" },
    retryAfter,
  ),
  trouble("internal-error", "A check is answered 500.", { kind: "internal-server-error" }),
  trouble("bad-gateway", "A proxy answers a check with 502.", { kind: "bad-gateway" }),
  trouble("unavailable", "A check is answered 503, with seconds to wait.", {
    kind: "service-unavailable",
    retryAfterSeconds: 1,
  }),
  trouble("unavailable-by-date", "A check is answered 503, with a date to wait for.", {
    kind: "service-unavailable",
    retryAfterSeconds: 1,
    retryAfterForm: "date",
  }),
  trouble("proxy-page", "A proxy answers a check with a page of its own and status 502.", {
    kind: "html-page",
    status: 502,
  }),
  trouble("captive-portal", "A captive portal answers a check with its own page and status 200.", {
    kind: "html-page",
    status: 200,
  }),
  trouble("proxy-refuses", "A proxy of the customer answers a check with a page and status 403.", {
    kind: "html-page",
    status: 403,
  }),
  trouble("refused", "Nobody listens for a while.", { kind: "refuse-connection" }),
  trouble("reset-before", "The connection is reset after the call, before a byte of the answer.", {
    kind: "reset-before-answer",
  }),
  trouble("reset-in", "The connection is reset in the middle of the answer.", { kind: "reset-in-answer" }),
  trouble("half", "The answer to a check breaks off in its middle.", { kind: "truncated-body" }),
  trouble("nothing", "A check is answered with status 200 and nothing else.", { kind: "empty-body" }),
  trouble("no-json", "The answer to a check is signed and no JSON.", { kind: "invalid-json" }),
  trouble("forged", "Somebody answers a check in the server's place, and the client sees it.", {
    kind: "other-key-signature",
  }),
  trouble("once-only", "One check of several is answered 503.", { kind: "service-unavailable", times: 1 }),
  {
    id: "trouble/portal-redirect",
    axis: "does not lock out who pays",
    story: "A captive portal sends checks on to its own page.",
    demand: paid,
    needs: ["activate", "check"],
    steps: [
      ...whenActivated,
      { fault: "redirect to another host" },
      { do: { action: "check" } },
      { saw: { nothingElsewhere: true } },
      { believes: "still yes" },
      { calm: true },
      { do: { action: "check" }, ends: "done" },
      { believes: "yes" },
      ...switchedOff,
    ],
  },
  {
    id: "trouble/expired-certificate",
    axis: "does not lock out who pays",
    story: "The server's certificate has run out, and is renewed a day later.",
    demand: paid,
    https: true,
    needs: ["activate", "check", "https"],
    steps: [
      ...whenActivated,
      { server: "shows an expired certificate" },
      { mark: true },
      { do: { action: "check" } },
      { saw: { calls: { atMost: 0 } }, because: "a certificate that has run out proves nothing" },
      { believes: "still yes" },
      { server: "stops" },
      { server: "starts" },
      { do: { action: "check" }, ends: "done" },
      { believes: "yes" },
      ...switchedOff,
    ],
  },
  {
    id: "trouble/server-gone",
    axis: "does not lock out who pays",
    story: "The server is gone for an hour and comes back.",
    demand: paid,
    needs: ["activate", "check"],
    steps: [
      ...whenActivated,
      { server: "stops" },
      { do: { action: "check" } },
      { believes: "still yes" },
      { server: "starts" },
      { do: { action: "check" }, ends: "done" },
      { believes: "yes" },
      ...switchedOff,
    ],
  },
  trouble("page-404", "A proxy that knows no such address answers a check with a page and status 404.", {
    kind: "html-page",
    status: 404,
  }),
  trouble("page-407", "A proxy that wants a password answers a check with a page and status 407.", {
    kind: "html-page",
    status: 407,
  }),
  foreignCertificate("check"),
  foreignCertificate("activate"),
  {
    id: "trouble/silent-server",
    axis: "does not lock out who pays",
    story: "The server takes a check and never answers.",
    demand: paid,
    needs: ["activate", "check"],
    steps: [
      ...whenActivated,
      { fault: { kind: "delay", ms: 600_000, times: 1 } },
      { do: { action: "check" } },
      { believes: "still yes" },
      { calm: true },
      { do: { action: "check" }, ends: "done" },
      { believes: "yes" },
      ...switchedOff,
    ],
  },
  {
    id: "trouble/activation-fails",
    axis: "does not lock out who pays",
    story: "The license is active, and a second activation is answered 503.",
    demand: paid,
    needs: ["activate", "check"],
    steps: [
      ...whenActivated,
      { fault: { kind: "service-unavailable" } },
      { do: { action: "activate" } },
      { believes: "still yes" },
      { calm: true },
      ...switchedOff,
    ],
  },
  {
    id: "trouble/opened-again-afterwards",
    axis: "does not lock out who pays",
    story: "A check is forged and one answered 503, and then the application is opened again without a network.",
    demand: paid,
    needs: ["activate", "check", "cache"],
    steps: [
      ...whenActivated,
      { fault: { kind: "other-key-signature", times: 1 } },
      { do: { action: "check" } },
      { calm: true },
      { fault: { kind: "service-unavailable" } },
      { do: { action: "check" } },
      { server: "stops" },
      { application: "opens again" },
      { believes: "yes" },
      { server: "starts" },
      { calm: true },
      ...switchedOff,
    ],
  },
];

/** A certificate that the client was not told to trust proves nothing, whatever the call. */
function foreignCertificate(action: "check" | "activate"): Scenario {
  return {
    id: `trouble/foreign-certificate-at-${action}`,
    axis: "cannot be fooled",
    story: `Somebody else's server has a certificate of its own, and is called to ${action}.`,
    demand: {
      evidence: "inviolable",
      source: "Nothing that authorizes is told to a server whose certificate is not to be trusted.",
    },
    https: true,
    needs: ["activate", "check", "https"],
    steps: [
      ...whenActivated,
      { server: "shows somebody else's certificate" },
      { mark: true },
      { do: { action } },
      { saw: { calls: { atMost: 0 } } },
      { server: "stops" },
      { server: "starts" },
      { do: { action: "check" }, ends: "done", control: true },
      { saw: { calls: { atLeast: 1 } }, because: "who never asks is not careful" },
    ],
  };
}
