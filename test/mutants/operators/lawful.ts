import { endpointNames } from "../../../src/api/endpoints.ts";
import { policies } from "../../../src/api/policies.ts";
import { findingsWithEvidence } from "../../../src/api/schema-evidence.ts";
import type { SchemaName } from "../../../src/api/validate.ts";
import { nameOf } from "../call.ts";
import type { Fetch, Variation } from "../mutant.ts";
import { resigned, signedAsIs } from "../reply.ts";
import { bodyWith } from "./fields.ts";
import { replyMutant } from "./operator.ts";
import { answerFields, withField } from "./schema-fields.ts";

type Members = Record<string, unknown>;

/** Ways to answer that no source forbids. */
const answers: Readonly<Record<string, readonly [about: string, change: (body: unknown) => unknown]>> = {
  "another order": ["members come in another order", (body) => everywhere(body, backwards)],
  "more members": ["every object has a member that nobody has documented", (body) => everywhere(body, withMember)],
  "no milliseconds": [
    "instants come without milliseconds",
    (body) => texts(body, /(T\d{2}:\d{2}:\d{2})\.\d{3}Z$/, "$1Z"),
  ],
};

/** What no source fixes of each endpoint's answers. */
const ofAnswers: readonly Variation[] = endpointNames.flatMap((endpoint) =>
  Object.entries(answers).map(([name, [about, change]]) =>
    variation(endpoint, name, about, async (reply, call) => {
      const made = bodyWith(reply, change);
      return made === undefined ? reply : resigned(made, call);
    }),
  ),
);

/** Refusals in other words, with more members, in another order. */
const ofRefusals: readonly Variation[] = endpointNames.map((endpoint) =>
  variation(endpoint, "other refusals", "refusals have other words, more members, and another order", async (reply) => {
    if (reply.status === 200) return reply;
    const body = JSON.parse(reply.text) as Members;
    const text = JSON.stringify(backwards({ ...body, message: `Nein: ${reply.status}`, trace: "4711" }));
    return signedAsIs({ ...reply, text });
  }),
);

/** A member is absent that no page promises. Those that signatures name the license by stay, and so does `pool`, which a page promises of what draws from one. */
const absentMembers: readonly Variation[] = answerFields
  .filter(({ field }) => field.path.at(-1) !== "*" && !/signature|^(id|user|email|pool)$/.test(field.path.at(-1) ?? ""))
  .map(({ endpoint, field, name }) =>
    variation(endpoint, `without ${name}`, `${name} is absent, where no page promises it`, async (reply, call) => {
      const made = bodyWith(reply, (body) => {
        const without = withField(body, field.path, (holder, own) => {
          const { [own]: _absent, ...rest } = holder;
          return rest;
        });
        return without !== undefined && isLawful(`${nameOf(call.endpoint)}.response`, without) ? without : undefined;
      });
      return made === undefined ? reply : resigned(made, call);
    }),
  );

/** Answers that take their time: calls at the same time end in another order than they came. */
const slower: Variation = {
  id: "lawful:all:slower",
  about: "answers take their time",
  apply: (fetch) => {
    let count = 0;
    return async (request) => {
      count += 1;
      for (let turn = 0; turn < (count * 7) % 5; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      return fetch(request);
    };
  },
};

/** What the mock can be told to do for a trial, and no server may: a Date of an hour ago, and calls without a proof. */
export const unlawfulPolicies = ["dateSkewMinutes=60", "unsigned=accept"];

/** Whether a run at full speed can be made under a policy: one that answers 429 stops it. */
export function letsRunsThrough(name: string): boolean {
  return name !== "rateLimit";
}

/** Other choices where the documents are silent. */
const otherChoices: readonly Variation[] = Object.entries(policies)
  .filter(([name]) => letsRunsThrough(name))
  .flatMap(([name, { values }]) =>
    (values as readonly (string | number | boolean)[])
      .map((value) => (value === "number" ? 60 : value))
      .filter((value) => !unlawfulPolicies.includes(`${name}=${value}`))
      .map((value) => ({
        ...{ id: `lawful:policy:${name}=${value}`, about: `${name} is ${value}` },
        options: { policy: { [name]: value } },
        apply: (fetch: Fetch) => fetch,
      })),
  );

/** Every lawful difference that the operators make. */
export const lawfulCorpus: readonly Variation[] = [
  ...ofAnswers,
  ...ofRefusals,
  ...absentMembers,
  ...otherChoices,
  slower,
];

/** Several differences at once. */
export function together(all: readonly Variation[]): Variation {
  return {
    id: all.map(({ id }) => id).join(" + "),
    about: all.map(({ about }) => about).join(", "),
    options: { policy: Object.assign({}, ...all.map(({ options }) => options?.policy)) },
    apply: (fetch, mock) => all.reduce((inner, { apply }) => apply(inner, mock), fetch),
  };
}

function variation(
  endpoint: (typeof endpointNames)[number],
  name: string,
  about: string,
  change: Parameters<typeof replyMutant>[4],
): Variation {
  const { apply } = replyMutant("lawful", endpoint, name, about, change);
  return { id: `lawful:${endpoint}:${name}`, about: `${endpoint}: ${about}`, apply };
}

function isLawful(schema: string, body: unknown): boolean {
  return findingsWithEvidence(schema as SchemaName, body).every(
    ({ evidence, contradicted }) => contradicted !== undefined || !/^(documented|inviolable)/.test(evidence),
  );
}

function everywhere(value: unknown, change: (members: Members) => Members): unknown {
  if (Array.isArray(value)) return value.map((item) => everywhere(item, change));
  if (typeof value !== "object" || value === null) return value;
  return change(Object.fromEntries(Object.entries(value).map(([name, item]) => [name, everywhere(item, change)])));
}

function texts(value: unknown, pattern: RegExp, by: string): unknown {
  if (typeof value === "string") return value.replace(pattern, by);
  if (Array.isArray(value)) return value.map((item) => texts(item, pattern, by));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, texts(item, pattern, by)]));
}

function backwards(members: Members): Members {
  return Object.fromEntries(Object.entries(members).reverse());
}

function withMember(members: Members): Members {
  return { ...members, x_region: "eu" };
}
