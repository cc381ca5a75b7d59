import fc from "fast-check";
import { endpointRow } from "../../api/endpoints.ts";
import type { Target } from "../../contract/target.ts";
import type { ValueShape } from "../../generated/request-shapes.ts";
import type { CaseExchange } from "../../generated/types.ts";
import { type Aim, remembered, shapesFor } from "./aims.ts";
import { deepValue, forbiddenValue, hostileValue, validValue } from "./field-values.ts";
import { hostileTexts } from "./hostile-texts.ts";
import { type ProofForm, proofsFor } from "./proofs.ts";

/** A request that nobody has written, with what is known of how it was made. */
export interface Probe {
  readonly aim: Aim;
  readonly request: CaseExchange["request"];
  /** The fields that it has, where it has fields. */
  readonly input?: Readonly<Record<string, unknown>>;
  /** How the headers are written that authorize it. @default as usual */
  readonly proof?: ProofForm;
  /** Whether a field is given twice. */
  readonly isTwice?: true;
}

/** Devices that a call which is put back may name: `NEW` stands for one that no run has used before. */
const devices = ["OWN", "OWN", "NEW"];

/**
 * Requests from the request schemas: sound ones, each field forbidden by each keyword, odd values, odd texts in place of
 * fields, and all forms of authorization.
 *
 * @param fresh a hardware id that no run has used before
 */
export function probesFor(target: Target, aims: readonly Aim[], fresh: string): fc.Arbitrary<Probe> {
  const endpoints = [...new Set(aims.map(({ endpoint }) => endpoint))];
  const byEndpoint = endpoints.map((endpoint) => aims.filter((one) => one.endpoint === endpoint));
  const aim = fc.constantFrom(...byEndpoint).chain(oneOf);
  return aim.chain((one) => {
    const sound = soundFields(one, fresh);
    const base = fc.oneof({ weight: 3, arbitrary: fc.constant(one.fields) }, { weight: 1, arbitrary: sound });
    const proofs = endpointRow(one.endpoint).auth === "signed" ? proofsFor(target) : [];
    return fc.oneof(
      { weight: 3, arbitrary: sound.map((input) => probeOf(one, input)) },
      { weight: 5, arbitrary: changed(one, base, forbidden).map((input) => probeOf(one, input)) },
      { weight: 5, arbitrary: changed(one, base, odd).map((input) => probeOf(one, input)) },
      { weight: 2, arbitrary: sound.chain((input) => rawTexts(one, input)) },
      ...(proofs.length === 0
        ? []
        : [
            { weight: 2, arbitrary: fc.tuple(sound, fc.constantFrom(...proofs)).map((made) => provedBy(one, ...made)) },
          ]),
    );
  });
}

/** Mostly who a sound call succeeds for. */
function oneOf(aims: readonly Aim[]): fc.Arbitrary<Aim> {
  const likely = aims.filter(({ isLikely }) => isLikely);
  if (likely.length === 0) return fc.constantFrom(...aims);
  return fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...likely) },
    { weight: 1, arbitrary: fc.constantFrom(...aims) },
  );
}

type Input = Readonly<Record<string, unknown>>;

/** The fields of the role, and some that the schema allows besides. */
function soundFields(aim: Aim, fresh: string): fc.Arbitrary<Input> {
  const { fields, effect } = aim;
  const free = Object.entries(shapesFor(aim)).filter(([name]) => !Object.hasOwn(fields, name) && !isSaid(name));
  const more = fc.record(Object.fromEntries(free.map(([name, shape]) => [name, validValue(shape)])), {
    requiredKeys: [],
    noNullPrototype: true,
  });
  const device = fc.constantFrom(...(effect === "none" ? ["OWN"] : devices));
  return fc.tuple(more, device).map(([added, which]) => ({
    ...added,
    ...fields,
    ...(which === "NEW" && fields.hardware_id !== undefined && { hardware_id: fresh }),
  }));
}

/** Fields that say who is meant, and what an offline request says of itself: a made-up one would only be refused. */
function isSaid(name: string): boolean {
  const who = ["license_key", "username", "password", "id_token", "code", "customer_account_code", "license_id"];
  return [...who, "bundle_code", "request", "request_id", "date", "api_key", "client_id", "signature"].includes(name);
}

type Change = (name: string, shape: ValueShape, aim: Aim) => fc.Arbitrary<unknown>;

/** In the place of a value stands that there is none. */
const nothing = Symbol("nothing");

const forbidden: Change = (_name, shape) =>
  fc.oneof({ weight: 4, arbitrary: forbiddenValue(shape) }, { weight: 1, arbitrary: fc.constant(nothing) });

/** A call that is put back again keeps its device, which its undoing has to know. */
const odd: Change = (name, shape, { effect, fields }) =>
  name === "hardware_id" && effect === "reversible"
    ? fc.constant(fields[name])
    : fc.oneof(
        { weight: 6, arbitrary: hostileValue(name, shape) },
        ...(typeof fields[name] === "string" ? [{ weight: 3, arbitrary: besideText(fields[name]) }] : []),
        { weight: 1, arbitrary: deepValue },
      );

/** The right text, and something odd behind it. */
function besideText(text: string): fc.Arbitrary<string> {
  return fc.constantFrom(...hostileTexts).map((odd) => text + odd);
}

/** A sound request with one field changed, seldom two or three. */
function changed(aim: Aim, sound: fc.Arbitrary<Input>, change: Change): fc.Arbitrary<Input> {
  const shapes = Object.entries(shapesFor(aim)).filter(([name]) => !["date", "api_key", "signature"].includes(name));
  if (shapes.length === 0) return sound;
  const weighted = shapes.map((entry) => ({
    weight: remembered.includes(entry[0]) ? 1 : 4,
    arbitrary: fc.constant(entry),
  }));
  const one = fc.oneof(...weighted).chain(([name, shape]) => change(name, shape, aim).map((value) => [name, value]));
  const many = fc.oneof(
    { weight: 4, arbitrary: fc.tuple(one) },
    { weight: 1, arbitrary: fc.array(one, { maxLength: 3 }) },
  );
  return fc
    .tuple(sound, many)
    .map(([input, changes]) =>
      Object.fromEntries(
        Object.entries({ ...input, ...Object.fromEntries(changes) }).filter(([, value]) => value !== nothing),
      ),
    );
}

/** Texts in place of fields: no JSON, other JSON than an object, a field given twice, numbers spelt oddly. */
function rawTexts(aim: Aim, input: Input): fc.Arbitrary<Probe> {
  const { method, body } = endpointRow(aim.endpoint);
  const raw = (text: string, isTwice?: true): Probe => ({
    aim,
    request: { ...requestTo(aim), raw: text },
    ...(isTwice && { isTwice }),
  });
  const names = Object.keys(input);
  if (method === "GET") {
    const query = new URLSearchParams(Object.entries(input).map(([name, value]) => [name, String(value)])).toString();
    const twice = names.map((name) => raw(`${query}&${name}=another`, true));
    return fc.constantFrom(
      ...twice,
      ...["%", "&&&", "=", "%C3%28", `${query}&%00=%00`, `${query}&a[]=1`].map((text) => raw(text)),
    );
  }
  const json = JSON.stringify(input);
  const odd = ["", "{", "[]", "null", "1", '"text"', `${json}x`, `\ufeff${json}`, `[${json}]`, "<a/>", "a=1", "\u0000"];
  if (body === "offline") return fc.constantFrom(...odd.map((text) => raw(text)));
  const twice = names.map((name) => raw(`${json.slice(0, -1)},${JSON.stringify(name)}:"another"}`, true));
  const numbers = names.flatMap((name) =>
    ["01", "1e400", "-0", ".5", "+1", "NaN", "1.0"].map((number) => raw(spelt(input, name, number))),
  );
  return fc.constantFrom(...odd.map((text) => raw(text)), ...twice, ...numbers);
}

/** The fields as JSON, with one value spelt as it stands. */
function spelt(input: Input, name: string, value: string): string {
  const members = Object.entries(input).map(
    ([each, own]) => `${JSON.stringify(each)}:${each === name ? value : JSON.stringify(own)}`,
  );
  return `{${members.join()}}`;
}

function provedBy(aim: Aim, input: Input, proof: ProofForm): Probe {
  const { headers, without } = proof;
  const { request, ...probe } = probeOf(aim, input);
  return { ...probe, proof, request: { ...request, ...(headers && { headers }), ...(without && { without }) } };
}

function probeOf(aim: Aim, input: Input): Probe {
  return { aim, input, request: { ...requestTo(aim), input } };
}

function requestTo({ endpoint }: Aim): CaseExchange["request"] {
  const { method, path } = endpointRow(endpoint);
  return { endpoint, method, path };
}
