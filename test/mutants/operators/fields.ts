import type { OperatorMutant } from "../mutant.ts";
import { type Reply, resigned, signedAsIs } from "../reply.ts";
import { replyMutant } from "./operator.ts";
import { type AnswerField, answerFields, withField } from "./schema-fields.ts";

/** A way to spoil a field: what stands in its place, or no field at all; nothing where it would stay as it is. */
interface Spoiling {
  readonly operator: string;
  readonly about: string;
  readonly applies?: (field: AnswerField) => boolean;
  spoil(value: unknown, holder: Readonly<Record<string, unknown>>, name: string): object | undefined;
}

const isMoment = ({ format, path }: AnswerField) =>
  format === "date-time" || /(_at|_date|_period|_until|date)$/.test(path.at(-1) ?? "");

const spoilings: readonly Spoiling[] = [
  {
    operator: "field lost",
    about: "is missing",
    spoil: (_value, holder, name) => {
      const { [name]: _lost, ...rest } = holder;
      return rest;
    },
  },
  {
    operator: "field renamed",
    about: "has another name",
    spoil: (_value, holder, name) =>
      Object.fromEntries(Object.entries(holder).map(([own, value]) => [own === name ? `${name}s` : own, value])),
  },
  {
    operator: "field null",
    about: "is null",
    spoil: (value, holder, name) => (value === null ? undefined : { ...holder, [name]: null }),
  },
  {
    operator: "field of another type",
    about: "is of another type",
    spoil: (value, holder, name) => ({ ...holder, [name]: otherType(value) }),
  },
  {
    operator: "field of another format",
    about: "is written in another format",
    applies: isMoment,
    spoil: (value, holder, name) =>
      typeof value === "string" && value !== "" ? { ...holder, [name]: otherFormat(value) } : undefined,
  },
  {
    operator: "value one off",
    about: "has another value",
    spoil: (value, holder, name) => {
      const other = otherValue(value);
      return other === undefined ? undefined : { ...holder, [name]: other };
    },
  },
];

function otherType(value: unknown): unknown {
  if (typeof value === "string") return { value };
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (Array.isArray(value)) return Object.fromEntries(value.entries());
  return value === null ? [] : JSON.stringify(value);
}

function otherFormat(value: string): string {
  const at = Date.parse(value);
  return Number.isNaN(at) ? `${value} ` : new Date(at).toUTCString();
}

function otherValue(value: unknown): unknown {
  if (typeof value === "number") return value + 1;
  if (typeof value === "boolean") return !value;
  if (Array.isArray(value)) return value.length === 0 ? undefined : value.slice(1);
  if (typeof value !== "string" || value === "") return undefined;
  const at = /^\d{4}-\d{2}-\d{2}T/.test(value) ? Date.parse(value) : Number.NaN;
  if (!Number.isNaN(at)) return value.replace(/^.{10}/, new Date(at + 86_400_000).toISOString().slice(0, 10));
  return `${value}x`;
}

const isSignature = (name: string) => name.includes("signature");

/** Each field of each answer, spoilt in each way. Signatures are as of the spoilt answer, unless they are the field. */
export const spoiltFields: readonly OperatorMutant[] = spoilings.flatMap(({ operator, about, applies, spoil }) =>
  answerFields
    .filter(({ field }) => field.path.at(-1) !== "*" && (applies?.(field) ?? true))
    .map(({ endpoint, field, name }) =>
      replyMutant(operator, endpoint, name, `${name} ${about}`, (reply, call) => {
        const made = bodyWith(reply, (body) =>
          withField(body, field.path, (holder, own) => spoil(holder[own], holder, own) as Record<string, unknown>),
        );
        if (made === undefined) return reply;
        return isSignature(name) ? signedAsIs(made) : resigned(made, call);
      }),
    ),
);

/** A success with another body; undefined where nothing changes. */
export function bodyWith(reply: Reply, change: (body: unknown) => unknown): Reply | undefined {
  if (reply.status !== 200 || !/^[[{]/.test(reply.text)) return undefined;
  const body = change(JSON.parse(reply.text));
  return body === undefined ? undefined : { ...reply, text: JSON.stringify(body) };
}
