import { endpointRow } from "../../api/endpoints.ts";
import { buildRequest } from "../../contract/build-request.ts";
import { codeIn, isSuccess } from "../../contract/read-answer.ts";
import { createSender } from "../../contract/send-request.ts";
import { instancesOf, type Target } from "../../contract/target.ts";
import type { CaseExchange } from "../../generated/types.ts";
import { createMock, type Mock } from "../../mock/create-mock.ts";
import { writtenRequest } from "../../traffic/written-request.ts";
import { withoutRoleSecrets } from "../hide-role-secrets.ts";
import type { Stage } from "../stage.ts";
import type { QueryShown } from "./look.ts";
import type { Probe } from "./probes.ts";

/** A probe as a case file has it: with what a mock answers to the same request about its own role of that name. */
export async function exchangeOfProbe(
  { request, aim }: Probe,
  { target, now }: Pick<Stage, "target" | "now">,
): Promise<{ readonly exchange: CaseExchange; readonly why: readonly string[] }> {
  const mock = createMock({ wallClock: now, ...(target.policy && { policy: target.policy }) });
  const told = translated(request, aim.role ?? "", target, mock);
  const asked = buildRequest(
    writtenRequest(told, (value) => value),
    { ...mock, baseUrl: "http://localhost" },
    new Date(now()),
  );
  const answer = await createSender({ fetch: (sent) => mock.fetch(sent) })(asked);
  const expected = "unanswered" in answer ? { status: 400 } : { status: answer.status, ...codeOf(codeIn(answer)) };
  const [entry] = mock.journal.entries({ last: 1 });
  return { exchange: { request: withoutRoleSecrets(request, target), expected }, why: entry?.why ?? [] };
}

/** A query after a refused call as a case file has it: with what it showed before. */
export function exchangeOfLook({ aim, answer }: QueryShown, target: Target): CaseExchange {
  const { method, path } = endpointRow(aim.endpoint);
  const request = withoutRoleSecrets({ endpoint: aim.endpoint, method, path, input: aim.fields }, target);
  const { status, body } = answer;
  return { request, expected: { status, ...(isSuccess(answer) ? { body: body as object } : codeOf(codeIn(answer))) } };
}

function codeOf(code: string | undefined): { readonly code?: string } {
  return code === undefined ? {} : { code };
}

/** The same request with the mock's own fields of the role in place of the target's. */
function translated(
  request: CaseExchange["request"],
  role: string,
  target: Target,
  mock: Mock,
): CaseExchange["request"] {
  const [theirs = {}] = instancesOf(target, role);
  const [ours = {}] = instancesOf({ ...mock, baseUrl: "" }, role);
  const { input } = request;
  if (!input) return request;
  const entries = Object.entries(input).map(([name, value]) => [
    name,
    value === theirs[name] ? (ours[name] ?? value) : value,
  ]);
  return { ...request, input: Object.fromEntries(entries) };
}
