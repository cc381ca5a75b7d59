import { endpointRow } from "../../src/api/endpoints.ts";
import type { ErrorCode } from "../../src/api/errors.ts";
import type { ContractCase } from "../../src/contract/case.ts";
import type { CaseResult } from "../../src/contract/case-result.ts";
import { cases } from "../../src/contract/cases/index.ts";
import { sentenceOf } from "../../src/contract/claim.ts";
import { runContract } from "../../src/contract/run.ts";
import { createMock } from "../../src/mock/create-mock.ts";

const time = "2026-01-15T12:00:00.000Z";

/**
 * Sample exchanges by path under fixtures/exchanges/: what the mock answers to the contract's cases, but those that are
 * the same for every endpoint. For teams who want answers to look at, and as a record of what changes.
 */
export async function generateExchanges(): Promise<Record<string, unknown>> {
  const files: Record<string, unknown> = {};
  for (const contractCase of cases.filter(isTelling)) {
    const now = () => Date.parse(time);
    const mock = createMock({ clock: time, wallClock: now });
    const target = { ...mock, baseUrl: "https://license-api.test", roles: mock.roles };
    for await (const result of runContract({
      target,
      cases: [contractCase],
      allow: "permanent",
      fetch: mock.fetch,
      now,
    })) {
      if (result.verdict !== "passed") throw new Error(`${contractCase.id}: ${result.verdict} ${problemsOf(result)}`);
      const name = contractCase.id.slice(contractCase.id.lastIndexOf("/") + 1);
      files[`${contractCase.endpoint}/${name}.json`] = await recordOf(result);
    }
  }
  return files;
}

/** Longer cases look at bystanders, or try what is refused: samples of nothing. */
const mostSteps = 5;

function isTelling({ endpoint, outcome, policy, effect, steps, needs }: ContractCase): boolean {
  if (steps.length > mostSteps || steps.some(({ expect, atOnce }) => expect.isTried || atOnce)) return false;
  const { documented, assumed } = endpointRow(endpoint).errors;
  if (policy || assumed[outcome as ErrorCode]?.startsWith("policy:")) return false; // the mock as it is by default
  if (outcome === "ok") return true;
  return (
    [...documented, ...Object.keys(assumed)].includes(outcome) &&
    effect === "none" &&
    steps.length === 1 &&
    needs.length === 1
  );
}

function problemsOf({ claims, reason = "" }: CaseResult): string {
  return [reason, ...claims.filter(({ verdict }) => verdict !== "held").map(sentenceOf)].join("; ");
}

async function recordOf({ case: { id, about, steps }, exchanges }: CaseResult): Promise<unknown> {
  return {
    case: id,
    about,
    evidence: steps[steps.length - 1]?.expect.evidence.outcome,
    origin: `recorded from the mock with its default world at ${time}`,
    exchanges: await Promise.all(
      exchanges.map(async ({ request, answer }) => ({
        request: {
          method: request.method,
          url: request.url,
          headers: Object.fromEntries(request.headers),
          ...(request.method === "POST" && { body: await request.clone().text() }),
        },
        response: "body" in answer ? { status: answer.status, headers: answer.headers, body: answer.body } : answer,
      })),
    ),
  };
}
