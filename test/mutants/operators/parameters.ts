import { endpointNames, endpointRow } from "../../../src/api/endpoints.ts";
import { type FieldKind, fieldKinds } from "../../../src/generated/fields.ts";
import type { Mock } from "../../../src/mock/create-mock.ts";
import { anew, type Call } from "../call.ts";
import type { OperatorMutant } from "../mutant.ts";
import { devicesOf, featuresOf, productOf, userOf } from "../subject.ts";
import { mutantOf, resent } from "./operator.ts";

type Value = (call: Call, mock: Mock) => unknown;

/** Every parameter of every endpoint. */
const parameters = endpointNames.flatMap((endpoint) =>
  Object.entries(fieldKinds[endpoint] ?? {}).map(([name, kind]) => ({ endpoint, name, kind })),
);

/** What a server takes that does not look at a parameter it cannot do without. Any other is as if it was not sent. */
const taken: Readonly<Record<string, Value>> = {
  hardware_id: (call, mock) => devicesOf(call, mock).find(({ active }) => active)?.hardwareId,
  product: productOf,
  feature: (call, mock) => featuresOf({ ...call, input: { ...call.input, feature: "" } }, mock)[0]?.code,
  license_key: (call, { tables }) => {
    const product = [...tables.products.all()].find(({ code }) => code === call.input.product);
    return [...tables.licenses.all()].find(({ productId }) => productId === product?.id)?.licenseKey;
  },
  username: (call, { tables }) => {
    const product = [...tables.products.all()].find(({ code }) => code === call.input.product);
    const holder = [...tables.licenseUsers.all()].find(({ productId }) => !product || productId === product.id);
    return holder && tables.users.get(holder.userId)?.email;
  },
  password: (call, mock) => userOf(call, mock)?.password,
  customer: (_call, { tables }) => [...tables.customers.all()][0]?.email,
};

/** A parameter is not looked at. */
export const ignoredParameters: readonly OperatorMutant[] = parameters.map(({ endpoint, name }) =>
  mutantOf("ignore a parameter", endpoint, name, `${name} is not looked at`, (call, fetch, mock) => {
    if (call.input[name] === undefined) return fetch(resent(call));
    const value = taken[name]?.(call, mock);
    return fetch(anew(call, { input: { ...call.input, [name]: value } }));
  }),
);

/** How a value of a kind is misread; undefined where it is read rightly. */
type Misreading = (value: unknown, call: Call, mock: Mock, name: string) => unknown;

const misreadings: Readonly<Record<FieldKind, Readonly<Record<string, Misreading>>>> = {
  boolean: { "false as true": (value) => (String(value) === "false" ? true : undefined) },
  number: {
    "one more": (value) => (value === "" || Number.isNaN(Number(value)) ? undefined : Number(value) + 1),
    "without its sign": (value) => (Number(value) < 0 ? -Number(value) : undefined),
    "cut to a whole": (value) => (Number.isInteger(Number(value)) ? undefined : Math.trunc(Number(value))),
  },
  text: {
    "in other letters": (value, call, mock, name) =>
      known(call, mock, name).find((one) => one !== value && one.toLowerCase() === String(value).toLowerCase()),
    "by its beginning": (value, call, mock, name) =>
      known(call, mock, name).find((one) => one !== value && one.length > 2 && String(value).startsWith(one)),
  },
  structure: {
    "its first member alone": (value) => firstOf(value),
  },
};

/** Texts that a parameter could name in this world. */
function known(call: Call, mock: Mock, name: string): string[] {
  const { tables } = mock;
  const all: Readonly<Record<string, () => readonly (string | null | undefined)[]>> = {
    license_key: () => [...tables.licenses.all()].map(({ licenseKey }) => licenseKey),
    hardware_id: () => devicesOf(call, mock).map(({ hardwareId }) => hardwareId),
    username: () => [...tables.users.all()].map(({ email }) => email),
    password: () => [userOf(call, mock)?.password],
    product: () => [...tables.products.all()].map(({ code }) => code),
    bundle_code: () => [...tables.products.all()].map(({ code }) => code),
    feature: () => featuresOf(call, mock).map(({ code }) => code),
    id_token: () => [...tables.ssoTokens.all()].map(({ token }) => token),
    code: () => [...tables.ssoTokens.all()].map(({ token }) => token),
    customer: () => [...tables.customers.all()].map(({ email }) => email),
    customer_account_code: () => [...tables.customerAccounts.all()].map(({ code }) => code),
    version: () => [...tables.products.all()].flatMap(({ versions }) => versions.map(({ version }) => version)),
  };
  return (all[name]?.() ?? []).filter((text) => typeof text === "string");
}

function firstOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length > 1 ? value.slice(0, 1) : undefined;
  const entries = Object.entries((value ?? {}) as object);
  return entries.length > 1 ? Object.fromEntries(entries.slice(0, 1)) : undefined;
}

/** A parameter is read otherwise than it was written. */
export const misreadParameters: readonly OperatorMutant[] = parameters.flatMap(({ endpoint, name, kind }) =>
  Object.entries(misreadings[kind]).map(([how, misread]) =>
    mutantOf("misread a parameter", endpoint, `${name}, ${how}`, `${name} is read ${how}`, (call, fetch, mock) => {
      const value = call.input[name];
      const other = value === undefined || value === null ? undefined : misread(value, call, mock, name);
      return fetch(other === undefined ? resent(call) : anew(call, { input: { ...call.input, [name]: other } }));
    }),
  ),
);

/** Of a parameter that is given twice, one is taken. */
export const doubledParameters: readonly OperatorMutant[] = parameters
  .filter(({ endpoint }) => endpointRow(endpoint).method === "GET")
  .flatMap(({ endpoint, name }) =>
    [0, -1].map((at) => {
      const which = at === 0 ? "first" : "last";
      return mutantOf(
        "misread a parameter",
        endpoint,
        `${name}, the ${which} of two`,
        `${name} is the ${which} one of two`,
        (call, fetch) => {
          const all = new URL(call.request.url).searchParams.getAll(name);
          return fetch(all.length < 2 ? resent(call) : anew(call, { input: { ...call.input, [name]: all.at(at) } }));
        },
      );
    }),
  );
