import { describe, expect, test } from "vitest";
import { exchangeLines } from "../src/cli/proxy-log.ts";
import { baselineOf } from "../src/contract/baseline.ts";
import type { ContractCase } from "../src/contract/case.ts";
import type { CaseResult } from "../src/contract/case-result.ts";
import { cases } from "../src/contract/cases/index.ts";
import { brokenClaim } from "../src/contract/claim.ts";
import { questionsOf } from "../src/contract/lock.ts";
import { reporters } from "../src/contract/report/index.ts";
import { createProgress } from "../src/contract/report/progress.ts";
import { reportOf } from "../src/contract/report/report.ts";
import { terminalReport } from "../src/contract/report/terminal.ts";
import { createMock } from "../src/mock/create-mock.ts";
import { caseFileOf } from "../src/traffic/case-file.ts";
import { harOf } from "../src/traffic/har.ts";
import { createMasking } from "../src/traffic/proxy/mask-exchange.ts";
import type { ProxiedExchange } from "../src/traffic/proxy/proxied-exchange.ts";
import { createSessionSummary } from "../src/traffic/proxy/session-summary.ts";

import { headersOf, isBody, isText, type Row, rows } from "./mask/rows.ts";

/** A call that brings what a row holds, and an answer that gives it back. */
function exchangeOf(row: Row): ProxiedExchange {
  const headers = Object.fromEntries(headersOf(row).map(([name, value]) => [name.toLowerCase(), value]));
  const said = isText(row) ? row.input : row.name;
  const text = isBody(row) ? row.input : JSON.stringify({ message: said });
  const type = { "content-type": row.contentType ?? "application/json" };
  return {
    endpoint: "activate-license",
    outcome: "ok",
    claims: [brokenClaim({ kind: "body", evidence: "inviolable", expected: "no secret" }, `found ${said}`)],
    remarks: [`a remark on ${said}`],
    request: {
      method: "POST",
      path: "/api/v4/activate_license",
      query: row.kind === "query" ? row.input : "",
      headers: { ...type, ...headers },
      body: isBody(row) ? row.input : "",
    },
    answer: { status: 400, headers: { ...type, ...headers }, text, body: text },
    url: `https://target.test/api/v4/activate_license${row.kind === "query" ? `?${row.input}` : ""}`,
    startedAt: 0,
    durationMs: 1,
  };
}

const places: Record<string, (row: Row) => Promise<string>> = {
  "the journal, a HAR file and a case file": async (row) => {
    const mock = createMock({ auth: "auto" });
    const { request, url } = exchangeOf(row);
    const { body, headers } = request;
    const init = { method: "POST", headers: fetchable(headers), ...(body !== "" && { body: body as string }) };
    await mock.fetch(new Request(url, init));
    mock.tweak("oauth-url", { note: isBody(row) || isText(row) ? row.input : "nothing" }, { unchecked: true });
    await mock.fetch(new Request("https://target.test/api/v4/oauth_url?login_type=client_credentials"));
    expect(mock.journal.entries().at(-1)?.answerBody).toContain('"note"');
    const entries = mock.journal.entries();
    return JSON.stringify([entries, harOf(entries), caseFileOf(entries)]);
  },
  "the proxy's log, records and report": async (row) => {
    const exchange = exchangeOf(row);
    const masked = createMasking()(exchange);
    const tally = createSessionSummary();
    tally.add(exchange, masked);
    const report = tally.report({ version: "1", baseUrl: "https://target.test", startedAt: 0, endedAt: 1 });
    return JSON.stringify([masked.report, exchangeLines(exchange, masked.mask), report]);
  },
  "every report of the contract": async (row) => {
    const results = [resultOf(row)];
    const report = await reportOf({ version: "1", target, results, startedAt: 0, endedAt: 1, allow: "none" });
    const progress = createProgress({ target, total: 1 })(resultOf(row));
    return [...Object.values(reporters).map((write) => write(report)), terminalReport(report), progress].join("\n");
  },
  "a baseline and a lock file": async (row) => {
    const open = brokenClaim(
      { kind: "code", evidence: "assumed", expected: "no secret", question: "whatIsOpen" },
      "something else",
      isText(row) ? row.input : row.name,
    );
    const results = [resultOf(row), { ...resultOf(row), claims: [open] }];
    return JSON.stringify([baselineOf(results, target), questionsOf(results)]);
  },
};

const target = { baseUrl: "https://target.test", credentials: createMock().credentials, roles: {} };

function resultOf(row: Row): CaseResult {
  const { request, answer, claims, url } = exchangeOf(row);
  const init = { method: "POST", headers: fetchable(request.headers), body: request.body as string };
  return {
    case: cases[0] as ContractCase,
    verdict: "failed",
    claims,
    reason: isText(row) ? row.input : row.name,
    exchanges: [{ endpoint: "activate-license", request: new Request(url, init), answer }],
    durationMs: 1,
  };
}

/** Headers that can be sent by fetch. */
function fetchable(headers: Readonly<Record<string, string>>): [string, string][] {
  return Object.entries(headers).filter(([name, value]) => {
    try {
      return new Headers([[name, value]]).has(name);
    } catch {
      return false;
    }
  });
}

describe.each(Object.entries(places))("%s", (_place, show) => {
  test.each(rows.filter(({ hides }) => hides !== undefined))("hides: $kind: $name", async (row) => {
    const shown = await show(row);
    const plain = `${shown}\n${shown.replaceAll("\\", "")}`;
    expect(row.hides?.filter((secret) => plain.includes(secret))).toEqual([]);
  });
});
