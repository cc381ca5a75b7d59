import { portableCryptography } from "../../../src/api/cryptography.ts";
import type { Mock } from "../../../src/mock/create-mock.ts";
import { tokenPath } from "../../../src/mock/oauth.ts";
import type { Fetch, OperatorMutant } from "../mutant.ts";
import { type Reply, readReply, toResponse } from "../reply.ts";

type Form = Readonly<Record<string, string>>;

/** What a faulty host of tokens does with a call. */
type Answering = (form: Form, send: (form: Form) => Promise<Reply>, mock: Mock) => Promise<Reply>;

/** What is let pass that has not the right secret or grant: the form that a right client would send. */
const passes: Readonly<Record<string, readonly [about: string, form: (form: Form, mock: Mock) => Form | undefined]>> = {
  "any secret": ["any secret is taken", (form, mock) => withSecret(form, mock)],
  "an empty secret": ["no secret is needed", (form, mock) => (form.client_secret ? undefined : withSecret(form, mock))],
  "the beginning of a secret": [
    "the beginning of a secret is compared",
    (form, mock) => (form.client_secret?.startsWith(secretOf(form, mock) ?? "-") ? withSecret(form, mock) : undefined),
  ],
  "the secret of any client": [
    "the secret of any client is taken",
    (form, mock) =>
      [...mock.tables.oauthClients.all()].some(({ clientSecret }) => clientSecret === form.client_secret)
        ? withSecret(form, mock)
        : undefined,
  ],
  "any client": [
    "a client that nobody knows is taken",
    (form, { tables }) => {
      const client = tables.oauthClients.all().next().value;
      return client && { ...form, client_id: client.clientId, client_secret: client.clientSecret };
    },
  ],
  "any grant": ["any grant is taken", (form) => ({ ...form, grant_type: "client_credentials" })],
};

const passing = Object.entries(passes).map(([name, [about, formOf]]) =>
  tokenMutant("proof weakened", name, about, async (form, send, mock) => {
    const reply = await send(form);
    const instead = reply.status === 200 ? undefined : formOf(form, mock);
    return instead ? send(instead) : reply;
  }),
);

const members = ["access_token", "expires_in", "refresh_expires_in", "token_type", "not-before-policy", "scope"];

const ofMembers = members.flatMap((name) => [
  tokenMutant(
    "field lost",
    name,
    `${name} is missing`,
    changed(({ [name]: _lost, ...rest }) => rest),
  ),
  tokenMutant(
    "field null",
    name,
    `${name} is null`,
    changed((body) => ({ ...body, [name]: null })),
  ),
  tokenMutant(
    "field of another type",
    name,
    `${name} is of another type`,
    changed((body) => ({ ...body, [name]: typeof body[name] === "string" ? 5 : String(body[name]) })),
  ),
]);

/** Faulty hosts of tokens. */
export const tokenMutants: readonly OperatorMutant[] = [
  ...passing,
  ...ofMembers,
  tokenMutant("not stored", "all", "a token that was given does not count", async (form, send, mock) => {
    const before = mock.snapshot();
    const reply = await send(form);
    mock.restore(before);
    return reply;
  }),
  tokenMutant(
    "time",
    "no time left",
    "a token is over as it is given",
    changed((body) => ({ ...body, expires_in: 0 })),
  ),
  tokenMutant(
    "time",
    "rotated at once",
    "the secret before the last one counts no more",
    async (form, send, { tables }) => {
      for (const client of [...tables.oauthClients.all()]) tables.oauthClients.update(client, { previousSecret: null });
      return send(form);
    },
  ),
  tokenMutant("wrong status", "refusal, 200", "a refusal comes with 200", async (form, send) => ({
    ...(await send(form)),
    status: 200,
  })),
  tokenMutant("wrong status", "refusal, 500", "a refusal comes with 500", async (form, send) => {
    const reply = await send(form);
    return reply.status === 200 ? reply : { ...reply, status: 500 };
  }),
  tokenMutant("wrong code", "invalid_client", "a refusal has another error", async (form, send) => {
    const { text, ...reply } = await send(form);
    return { ...reply, text: text.replace("invalid_client", "server_error") };
  }),
  tokenMutant("secret leaked", "client_secret", "the secret stands in the answer", async (form, send) => {
    const { text, ...reply } = await send(form);
    return { ...reply, text: JSON.stringify({ ...JSON.parse(text), client_secret: form.client_secret }) };
  }),
  tokenMutant("form", "kept by caches", "caches may keep a token", async (form, send) => {
    const { headers, ...reply } = await send(form);
    return { ...reply, headers: { ...headers, "cache-control": "max-age=3600" } };
  }),
  tokenMutant("signature wrong", "token", "a token is not the one that was stored", async (form, send) => {
    const { text, ...reply } = await send(form);
    const forged = portableCryptography.hmac("another", text).slice(0, 12);
    return { ...reply, text: text.replace(/"access_token":"[^"]{12}/, `"access_token":"${forged}`) };
  }),
];

function changed(change: (body: Record<string, unknown>) => object): Answering {
  return async (form, send) => {
    const { text, ...reply } = await send(form);
    return { ...reply, text: reply.status === 200 ? JSON.stringify(change(JSON.parse(text))) : text };
  };
}

function secretOf({ client_id }: Form, { tables }: Mock): string | undefined {
  return tables.oauthClients.byClientId(client_id ?? "")?.clientSecret;
}

function withSecret(form: Form, mock: Mock): Form | undefined {
  const client_secret = secretOf(form, mock);
  return client_secret === undefined ? undefined : { ...form, client_secret };
}

function tokenMutant(operator: string, thing: string, about: string, answer: Answering): OperatorMutant {
  return {
    ...{
      id: `${operator}:oauth-token:${thing}`,
      operator,
      endpoint: "oauth-token",
      about: `the host of tokens: ${about}`,
    },
    apply: (fetch: Fetch, mock: Mock) => async (request) => {
      if (new URL(request.url).pathname !== tokenPath) return fetch(request);
      const { method, url, headers } = request;
      const sent = Object.fromEntries(new URLSearchParams(await request.text()));
      const send = async (form: Form) =>
        readReply(await fetch(new Request(url, { method, headers, body: new URLSearchParams(form).toString() })));
      return toResponse(await answer(sent, send, mock));
    },
  };
}
