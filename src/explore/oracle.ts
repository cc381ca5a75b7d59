import type { Cryptography } from "../api/cryptography.ts";
import { endpointRow } from "../api/endpoints.ts";
import type { Choice } from "../api/policies.ts";
import type { Answer, CaseRequest } from "../contract/case.ts";
import { parsed } from "../contract/read-answer.ts";
import { createMock, type Mock } from "../mock/create-mock.ts";
import type { ApiRequest } from "../mock/request.ts";
import type { WorldSnapshot } from "../mock/world/world.ts";

/** The mock that says what must come back, and by which rules. */
export interface Oracle {
  readonly mock: Mock;
  readonly policy: Choice;
  ask(request: CaseRequest): Promise<Answer>;
  /** The rules that decided its last answer, in order; that nobody signs for an oracle is none. Whoever asks, pays: they are masked. */
  why(): readonly string[];
  /** A mock of the same world at another moment and under other policies: what it is asked leaves this one as it is. */
  fork(moment: WorldSnapshot, policy: Choice): Oracle;
}

/** Makes an oracle over the default world: it has every role of the contract by its name. Nobody signs for it. */
export function createOracle(policy: Choice): Oracle {
  return oracleOver(createMock({ auth: "off", journal: 1, cryptography: unsigned, policy }), policy);
}

/** Nobody verifies what an oracle signs, and signing takes longer than all else that it does. */
const unsigned: Cryptography = { hmac: () => "", createSigner: () => async () => "unsigned" };

function oracleOver(mock: Mock, policy: Choice): Oracle {
  return {
    mock,
    policy,
    ask: async (request) => {
      const { status, headers, body } = await mock.handle(plainRequest(request));
      return { status, headers, text: body, body: parsed(body) };
    },
    why: () => {
      const [entry] = mock.journal.entries({ last: 1 });
      return (entry?.why ?? []).filter((reason) => !reason.startsWith("nobody was authorized"));
    },
    fork: (moment, other) => {
      const forked = createOracle(other);
      forked.mock.restore(moment);
      return forked;
    },
  };
}

function plainRequest({ endpoint, input }: CaseRequest): ApiRequest {
  const { method, path } = endpointRow(endpoint);
  const headers = (name: string) => (name === "accept" || name === "content-type" ? "application/json" : undefined);
  const pairs = Object.entries(input).map(([name, value]) => [name, String(value)]);
  const query = method === "GET" ? new URLSearchParams(pairs).toString() : "";
  return { method, path, query, headers, body: method === "GET" ? "" : JSON.stringify(input) };
}
