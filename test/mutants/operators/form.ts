import { endpointNames } from "../../../src/api/endpoints.ts";
import { fieldKinds } from "../../../src/generated/fields.ts";
import { credentials } from "../call.ts";
import type { OperatorMutant } from "../mutant.ts";
import { headerName, type Reply, sign, signedAsIs } from "../reply.ts";
import { changing, rememberingMutant, replyMutant } from "./operator.ts";

type Change = (reply: Reply) => Reply;

const typed =
  (type: string): Change =>
  (reply) => ({ ...reply, headers: { ...reply.headers, "content-type": type } });

const written =
  (write: (text: string) => string): Change =>
  (reply) => ({ ...reply, text: /^[[{]/.test(reply.text) ? write(reply.text) : reply.text });

/** Another way to write the same answer. */
const forms: Readonly<Record<string, readonly [about: string, change: Change]>> = {
  "as HTML": ["answers say that they are HTML", typed("text/html; charset=utf-8")],
  "without a type": ["answers do not say what they are", (reply) => ({ ...reply, headers: { [headerName]: "" } })],
  "in another charset": ["answers say that they are in Latin 1", typed("application/json; charset=iso-8859-1")],
  indented: ["JSON is indented", written((text) => JSON.stringify(JSON.parse(text), null, 2))],
  "with blanks": ["JSON has blanks after its colons", written((text) => text.replaceAll('":', '": '))],
  "with escaped letters": [
    "letters beyond ASCII and slashes are escaped",
    written((text) => text.replaceAll("/", "\\/")),
  ],
  "with a mark of byte order": ["bodies begin with a byte order mark", written((text) => `\uFEFF${text}`)],
  "with a line end": ["bodies end with a line end", (reply) => ({ ...reply, text: `${reply.text}\n` })],
  "with numbers as fractions": [
    "whole numbers are written as fractions",
    written((text) => text.replace(/:(\d+)([,}])/g, ":$1.0$2")),
  ],
  "with numbers by exponent": [
    "numbers are written with an exponent",
    written((text) => text.replace(/:([1-9]\d*)([,}])/g, ":$1e0$2")),
  ],
  "with a member twice": ["a member stands twice", written((text) => text.replace(/^\{("[^"]+":)/, "{$1null,$1"))],
  "cut off": ["bodies end too early", written((text) => text.slice(0, -1))],
  "wrapped in a list": ["the body stands in a list", written((text) => `[${text}]`)],
  "wrapped in data": ["the body stands in data", written((text) => `{"data":${text}}`)],
};

/** Answers are written in another form, under signatures that fit. */
export const otherForms: readonly OperatorMutant[] = endpointNames.flatMap((endpoint) =>
  Object.entries(forms).map(([name, [about, change]]) =>
    replyMutant("form", endpoint, name, about, (reply) => signedAsIs(change(reply))),
  ),
);

/** What leaks: texts that let somebody in. */
const leaks: Readonly<Record<string, (input: Readonly<Record<string, unknown>>) => unknown>> = {
  shared_key: () => credentials.sharedKey,
  password: ({ password }) => password,
  id_token: ({ id_token }) => id_token,
  new_password: ({ new_password }) => new_password,
  client_secret: () => "test-secret-of-the-company-client",
};

/** A secret stands in an answer, as a member of its own or within a text. */
export const leakedSecrets: readonly OperatorMutant[] = endpointNames.flatMap((endpoint) =>
  Object.entries(leaks)
    .filter(([name]) => /shared_key|client_secret/.test(name) || Object.hasOwn(fieldKinds[endpoint] ?? {}, name))
    .flatMap(([name, secretOf]) =>
      (["member", "message"] as const).map((place) =>
        replyMutant(
          "secret leaked",
          endpoint,
          `${name} as ${place}`,
          `${name} stands in a ${place}`,
          async (reply, call) => {
            const secret = secretOf(call.input);
            const isRefusal = reply.status !== 200;
            if (typeof secret !== "string" || !reply.text.startsWith("{") || isRefusal !== (place === "message"))
              return reply;
            const body = JSON.parse(reply.text) as Record<string, unknown>;
            const more = isRefusal ? { message: `${body.message}: ${secret}` } : { debug: secret };
            const text = JSON.stringify({ ...body, ...more });
            return signedAsIs({ ...reply, text });
          },
        ),
      ),
    ),
);

/** What goes wrong once in a while. */
const rare: Readonly<Record<string, (reply: Reply) => Promise<Reply>>> = {
  "HTTP 500": async (reply) => ({ ...reply, status: 500, text: "Internal Server Error" }),
  "a signature that does not fit": async (reply) => ({
    ...reply,
    headers: { ...reply.headers, [headerName]: await sign("another text") },
  }),
  "no signature": async ({ headers: { [headerName]: _right, ...headers }, ...reply }) => ({ ...reply, headers }),
  "an empty body": (reply) => signedAsIs({ ...reply, text: "" }),
};

/** Something is wrong with one answer in so many. */
export const sometimes: readonly OperatorMutant[] = endpointNames.flatMap((endpoint) =>
  Object.entries(rare).flatMap(([name, change]) =>
    [3, 10].map((often) =>
      rememberingMutant("sometimes", endpoint, `${name}, 1 in ${often}`, `one answer in ${often} has ${name}`, () => {
        let count = 0;
        return changing(async (reply) => {
          count += 1;
          return count % often === 0 ? change(reply) : reply;
        });
      }),
    ),
  ),
);
