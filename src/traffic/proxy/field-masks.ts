import { secretFields } from "../../contract/report/mask.ts";

/** What is hidden of a field's value: its pseudonym, `[name]`, or undefined where it may be read by all. */
export type FieldMask = (name: string, value: string) => string | undefined;

/** Names of people and their addresses, whose pseudonyms nobody needs to tell apart. */
const personal = ["first_name", "last_name", "phone", "phone_number", "address"];

/** Kinds of names that get a number each, so that calls about one license can still be told to be. */
const numbered: Readonly<Record<string, (count: number) => string>> = {
  license_key: (count) => `LICENSE-KEY-${count}`,
  username: (count) => `user-${count}@example.test`,
  email: (count) => `user-${count}@example.test`,
  api_key: (count) => `API-KEY-${count}`,
  client_id: (count) => `CLIENT-${count}`,
};

/** Past so many names they share the last pseudonym, so that a long session needs no more memory. */
const most = 10_000;

/** Makes what hides the values of fields: the same value is called the same as long as this lives. */
export function createFieldMask(): FieldMask {
  const known = new Map<string, Map<string, string>>();
  const pseudonym = (value: string, write: (count: number) => string) => {
    const kind = write(0);
    const names = known.get(kind) ?? new Map<string, string>();
    known.set(kind, names);
    const found = names.get(value) ?? write(Math.min(names.size + 1, most));
    if (names.size < most) names.set(value, found);
    return found;
  };
  return (given, value) => {
    const name = nameOf(given);
    const write = Object.hasOwn(numbered, name) ? numbered[name] : undefined;
    if (value === "") return undefined;
    if (write) return pseudonym(value, write);
    if (/signature/i.test(name)) return "[signature]";
    return secretFields.includes(name) || personal.includes(name) ? `[${name}]` : undefined;
  };
}

/** The name that a field is known by: one that is misspelt by its case holds what the right one does. */
function nameOf(given: string): string {
  const lower = given.toLowerCase();
  return [...secretFields, ...personal, ...Object.keys(numbered)].find((name) => name.toLowerCase() === lower) ?? given;
}

/** A JSON value with its fields hidden, at any depth. In answers `code` is a secret beside a customer account only. */
export function maskJson(value: unknown, mask: FieldMask, isAnswer: boolean): unknown {
  if (Array.isArray(value)) return value.map((one) => maskJson(one, mask, isAnswer));
  if (typeof value !== "object" || value === null) return value;
  const isPublic = (name: string) => name === "code" && isAnswer && !("customer_account_code" in value);
  return Object.fromEntries(
    Object.entries(value).map(([name, inside]) => {
      const hide = (one: unknown) => {
        const isPlain = typeof one === "string" || typeof one === "number";
        const hidden = isPlain && !isPublic(name) ? mask(name, String(one)) : undefined;
        return hidden ?? maskJson(one, mask, isAnswer);
      };
      return [name, Array.isArray(inside) ? inside.map(hide) : hide(inside)];
    }),
  );
}

/** A query or a form with its fields hidden. What is not hidden stays as it was sent, odd escapes included. */
export function maskQuery(query: string, mask: FieldMask): string {
  return query
    .split("&")
    .map((part) => {
      const [name, value] = [...new URLSearchParams(part)][0] ?? [];
      const hidden = name === undefined || value === undefined ? undefined : mask(name, value);
      return hidden === undefined ? part : `${part.split("=", 1)[0]}=${hidden}`;
    })
    .join("&");
}
