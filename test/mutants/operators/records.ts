import { type EndpointName, endpointNames, endpointRow } from "../../../src/api/endpoints.ts";
import { fieldKinds } from "../../../src/generated/fields.ts";
import type { Mock } from "../../../src/mock/create-mock.ts";
import type { LicenseRecord } from "../../../src/mock/world/records.ts";
import { anew, type Call, type Fields } from "../call.ts";
import type { OperatorMutant } from "../mutant.ts";
import { readReply, resigned, toResponse } from "../reply.ts";
import { devicesOf, featuresOf, licenseOf, userOf } from "../subject.ts";
import { mutantOf, resent } from "./operator.ts";
import { changesState } from "./state.ts";

type Others = (call: Call, mock: Mock) => readonly unknown[];

/** Licenses on which a call would succeed first, and among them those that are most like the one that it is about. */
function alikeFirst(
  all: readonly LicenseRecord[],
  license: LicenseRecord | undefined,
  { input }: Call,
  { tables }: Mock,
): LicenseRecord[] {
  const likeness = (one: LicenseRecord) =>
    [
      tables.devices.byHardware(one.id, String(input.hardware_id))?.active === true,
      tables.features.byLicense(one.id).some(({ code }) => code === input.feature),
      one.type === license?.type,
      one.enabled,
      one.offlineActivation === license?.offlineActivation,
      !one.floating === !license?.floating,
    ].reduce((sum, isSo) => sum * 2 + Number(isSo), 0);
  return [...all].sort((one, other) => likeness(other) - likeness(one));
}

/** All others of what a parameter names, those first that are most like it. */
const others: Readonly<Record<string, Others>> = {
  license_key: (call, mock) => {
    const license = [...mock.tables.licenses.all()].find(({ licenseKey }) => licenseKey === call.input.license_key);
    const rest = [...mock.tables.licenses.all()].filter(
      ({ id, productId }) => id !== license?.id && productId === license?.productId,
    );
    return alikeFirst(rest, license, call, mock).map(({ licenseKey }) => licenseKey);
  },
  hardware_id: (call, mock) =>
    devicesOf(call, mock)
      .filter(({ hardwareId, active }) => active && hardwareId !== call.input.hardware_id)
      .map(({ hardwareId }) => hardwareId),
  username: (call, mock) => {
    const { tables } = mock;
    const product = [...tables.products.all()].find(({ code }) => code === call.input.product);
    const holders = [...tables.licenseUsers.all()].filter(({ productId }) => !product || productId === product.id);
    const held = holders.map(({ licenseId }) => tables.licenses.get(licenseId)).filter((one) => one !== undefined);
    const emails = alikeFirst(held, licenseOf(call, mock), call, mock).flatMap(({ id }) =>
      holders.filter(({ licenseId }) => licenseId === id).map(({ userId }) => tables.users.get(userId)?.email),
    );
    return [...new Set(emails)].filter((email) => email !== call.input.username);
  },
  license_id: (call, mock) => {
    const user = userOf(call, mock);
    const held = user ? mock.tables.licenseUsers.byUserId(user.id) : [];
    return held.map(({ licenseId }) => licenseId).filter((id) => id !== licenseOf(call, mock)?.id);
  },
  feature: (call, mock) => {
    const [first, ...rest] = featuresOf(call, mock);
    const isAlike = (one: (typeof rest)[number]) =>
      !one.floating === !first?.floating && !one.consumption === !first?.consumption;
    return [...rest.filter(isAlike), ...rest.filter((one) => !isAlike(one))].map(({ code }) => code);
  },
  product: (call, { tables }) => {
    const own = [...tables.products.all()].find(({ code }) => code === call.input.product);
    return [...tables.products.all()]
      .filter(
        (one) =>
          one.id !== own?.id &&
          one.authorizationMethod === own?.authorizationMethod &&
          one.companyId === own?.companyId,
      )
      .map(({ code }) => code);
  },
  customer: (call, { tables }) =>
    [...tables.customers.all()].map(({ email }) => email).filter((email) => email !== call.input.customer),
  customer_account_code: (call, { tables }) =>
    [...tables.customerAccounts.all()]
      .filter(({ code, sso }) => sso && code !== call.input.customer_account_code)
      .map(({ code }) => code),
  version: (call, { tables }) => {
    const product = [...tables.products.all()].find(({ code }) => code === call.input.product);
    return (product?.versions ?? []).map(({ version }) => version).filter((version) => version !== call.input.version);
  },
};

/** Endpoints where a product is looked up for itself: elsewhere a key or user has licenses of one product alone. */
const aboutProducts: readonly EndpointName[] = ["trial-key", "product-details", "customer-license-users", "sso-url"];

const named = endpointNames.flatMap((endpoint) =>
  Object.keys(fieldKinds[endpoint] ?? {})
    .filter((name) => others[name] !== undefined && (name !== "product" || aboutProducts.includes(endpoint)))
    .filter((name) => name !== "customer_account_code" || endpoint === "sso-url") // a token is of one account
    .map((name) => ({ endpoint, name })),
);

/** The calls that name others in place of the one that is meant. */
function toOthers(call: Call, mock: Mock, name: string): Request[] {
  if (call.input[name] === undefined && name !== "license_id") return [];
  // Who proves to be somebody is taken for somebody else all the same
  const alone = name === "username" && call.endpoint !== "change_password" ? { password: undefined } : {};
  const isOther = (value: unknown) => value !== undefined && value !== null;
  return (others[name]?.(call, mock) ?? [])
    .filter(isOther)
    .map((other) => anew(call, { input: { ...call.input, ...alone, ...proofOf(name, other, mock), [name]: other } }));
}

function proofOf(name: string, other: unknown, { tables }: Mock): Fields {
  if (name !== "username") return {};
  const password = [...tables.users.all()].find(({ email }) => email === other)?.password;
  return password === undefined ? {} : { password };
}

/** The answer is about another record than the one that was asked for. */
export const wrongRecords: readonly OperatorMutant[] = named.map(({ endpoint, name }) =>
  mutantOf("wrong record", endpoint, name, `another ${name} is meant`, async (call, fetch, mock) => {
    for (const request of toOthers(call, mock, name).slice(0, 5)) {
      const before = mock.snapshot();
      const reply = await readReply(await fetch(request));
      if (reply.status === 200) return toResponse(await resigned(reply, call));
      mock.restore(before);
    }
    return fetch(resent(call));
  }),
);

/** The answer is right, and it happens to another record. */
export const wrongSubjects: readonly OperatorMutant[] = named
  .filter(({ endpoint }) => endpointRow(endpoint).method === "POST")
  .map(({ endpoint, name }) =>
    mutantOf("wrong subject", endpoint, name, `it happens to another ${name}`, async (call, fetch, mock) => {
      const before = mock.snapshot();
      const reply = await readReply(await fetch(resent(call)));
      if (reply.status !== 200) return toResponse(reply);
      const after = mock.snapshot();
      for (const request of toOthers(call, mock, name).slice(0, 5)) {
        mock.restore(before);
        if ((await fetch(request)).status === 200) return toResponse(reply);
      }
      mock.restore(after);
      return toResponse(reply);
    }),
  );

/** It happens to the record that was meant, and to another one too. */
export const widerEffects: readonly OperatorMutant[] = named
  .filter(({ endpoint }) => changesState(endpoint))
  .map(({ endpoint, name }) =>
    mutantOf(
      "too wide an effect",
      endpoint,
      name,
      `it happens to all others of ${name} too`,
      async (call, fetch, mock) => {
        const reply = await readReply(await fetch(resent(call)));
        if (reply.status === 200) for (const request of toOthers(call, mock, name)) await fetch(request);
        return toResponse(reply);
      },
    ),
  );
