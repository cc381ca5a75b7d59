import { constants, createSign, generateKeyPairSync, sign as signBytes } from "node:crypto";
import { type EndpointName, endpointNames, endpointRow } from "../../../src/api/endpoints.ts";
import { licenseSignatureText, offlineLicenseText, type SignedFacts } from "../../../src/api/signature.ts";
import { testPrivateKey } from "../../../src/generated/fixtures.ts";
import type { Call, Fields } from "../call.ts";
import type { OperatorMutant } from "../mutant.ts";
import { headerName, type Reply, sign, signedAsIs, withSignature } from "../reply.ts";
import { bodyWith } from "./fields.ts";
import { changing, rememberingMutant, replyMutant } from "./operator.ts";

const other = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;

const ofText = (digest: string, key: Parameters<ReturnType<typeof createSign>["sign"]>[0], text: string) =>
  createSign(digest).update(text).sign(key, "base64");

/** Ways in which a signature over a text is wrong; undefined leaves it out. */
const wrongly: Readonly<Record<string, (text: string) => string | undefined | Promise<string>>> = {
  missing: () => undefined,
  empty: () => "",
  "by another key": (text) => ofText("sha256", other, text),
  "over another text": () => sign("another text"),
  "over the text with a line end": (text) => sign(`${text}\n`),
  "by SHA-1": (text) => ofText("sha1", testPrivateKey, text),
  "by SHA-512": (text) => ofText("sha512", testPrivateKey, text),
  "padded by PSS": (text) =>
    signBytes("sha256", Buffer.from(text), { key: testPrivateKey, padding: constants.RSA_PKCS1_PSS_PADDING }).toString(
      "base64",
    ),
  "in hexadecimal": async (text) => Buffer.from(await sign(text), "base64").toString("hex"),
  "in base64 for addresses": async (text) => Buffer.from(await sign(text), "base64").toString("base64url"),
  "cut short": async (text) => (await sign(text)).slice(0, -8),
};

/** The header's signature is wrong. */
export const wrongHeaders: readonly OperatorMutant[] = endpointNames.flatMap((endpoint) =>
  Object.entries(wrongly).map(([how, make]) =>
    replyMutant(
      "signature wrong",
      endpoint,
      `header, ${how}`,
      `the LicenseSignature header is ${how}`,
      async (reply) => {
        const { [headerName]: _right, ...headers } = reply.headers;
        const signature = await make(reply.text);
        return { ...reply, headers: { ...headers, ...(signature !== undefined && { [headerName]: signature }) } };
      },
    ),
  ),
);

/** The header signs the answer before this one. */
export const lastHeaders: readonly OperatorMutant[] = endpointNames.map((endpoint) =>
  rememberingMutant(
    "signature wrong",
    endpoint,
    "header, of the last answer",
    "the header signs the last answer",
    () => {
      let last = "the first answer";
      return changing(async (reply) => {
        const signature = await sign(last);
        const isOther = last !== reply.text;
        last = reply.text;
        return isOther ? { ...reply, headers: { ...reply.headers, [headerName]: signature } } : reply;
      });
    },
  ),
);

/** What a license's own signature covers in place of the documented text. */
const texts: Readonly<Record<string, (facts: SignedFacts) => string>> = {
  "without the device": (facts) => licenseSignatureText({ ...facts, hardware_id: "" }),
  "without the key or user": (facts) => licenseSignatureText({ ...facts, id: "" }),
  "without the end": (facts) => licenseSignatureText({ ...facts, validity_period: null }),
  "in capitals": (facts) => licenseSignatureText(facts).toUpperCase(),
  "in other order": ({ hardware_id, id, validity_period }) =>
    licenseSignatureText({ hardware_id: id, id: hardware_id, validity_period }),
  "joined by dashes": (facts) => licenseSignatureText(facts).replaceAll("#", "-"),
  "of another device": (facts) => licenseSignatureText({ ...facts, hardware_id: "another-device" }),
  "of another license": (facts) => licenseSignatureText({ ...facts, id: "NONE-NONE-NONE-NONE" }),
};

type Inside = (license: Fields, call: Call) => Promise<Fields>;

/** The signature inside a license is wrong, and the ones around it are as of that. */
export const wrongInside: readonly OperatorMutant[] = endpointNames
  .filter((endpoint) => endpointRow(endpoint).embeds !== undefined)
  .flatMap((endpoint) => [
    ...Object.entries(texts).map(([how, textOf]) =>
      inside(endpoint, `license_signature, ${how}`, (license, call) => withSignature(license, call, textOf)),
    ),
    ...Object.entries(wrongly).map(([how, make]) =>
      inside(endpoint, `license_signature, ${how}`, async ({ license_signature: _right, ...license }, { input }) => {
        const id = String(input.username ?? license.license_key);
        const facts = {
          hardware_id: String(input.hardware_id),
          id,
          validity_period: license.validity_period as string | null,
        };
        return { ...license, license_signature: await make(licenseSignatureText(facts)) };
      }),
    ),
    ...(endpointRow(endpoint).body === "offline" ? offlineMutants(endpoint) : []),
  ]);

function offlineMutants(endpoint: EndpointName): OperatorMutant[] {
  const hmacs: Readonly<Record<string, string | undefined>> = {
    missing: undefined,
    "of nothing": "",
    "by another key": Buffer.from("x".repeat(32)).toString("base64"),
  };
  return [
    ...Object.entries(hmacs).map(([how, value]) =>
      inside(endpoint, `offline_signature, ${how}`, async ({ offline_signature: _right, ...license }) => ({
        ...license,
        ...(value !== undefined && { offline_signature: value }),
      })),
    ),
    ...Object.entries(wrongly).map(([how, make]) => outerMutant(endpoint, how, make)),
  ];
}

/** The signature over an offline license or bundle as a whole is wrong. */
function outerMutant(
  endpoint: EndpointName,
  how: string,
  make: (text: string) => string | undefined | Promise<string>,
) {
  const isBundle = endpointRow(endpoint).embeds === "offline-bundle";
  const name = isBundle ? "bundle_signature_v2" : "license_signature_v2";
  return replyMutant("signature wrong", endpoint, `${name}, ${how}`, `${name} is ${how}`, async (reply) => {
    if (!isLicense(reply)) return reply;
    const { [name]: _right, ...body } = JSON.parse(reply.text) as Fields;
    const text = isBundle ? JSON.stringify(body.licenses) : offlineLicenseText(body);
    return outside(reply, { ...body, [name]: await make(text) });
  });
}

function inside(endpoint: EndpointName, thing: string, change: Inside): OperatorMutant {
  return replyMutant("signature wrong", endpoint, thing, `${thing}`, async (reply, call) => {
    if (!isLicense(reply)) return reply;
    const body = JSON.parse(reply.text) as Fields | Fields[];
    const { licenses } = body as { licenses?: Fields[] };
    if (Array.isArray(body)) return outside(reply, await Promise.all(body.map((one) => change(one, call))));
    if (licenses) {
      const made = await Promise.all(licenses.map((one) => change(one, call)));
      return outside(reply, { licenses: made, bundle_signature_v2: await sign(JSON.stringify(made)) });
    }
    const made = await change(body, call);
    const isOffline = made.license_signature_v2 !== undefined;
    return outside(reply, {
      ...made,
      ...(isOffline && { license_signature_v2: await sign(offlineLicenseText(made)) }),
    });
  });
}

function isLicense(reply: Reply): boolean {
  return bodyWith(reply, (body) => body) !== undefined;
}

function outside(reply: Reply, body: unknown): Promise<Reply> {
  return signedAsIs({ ...reply, text: JSON.stringify(body) });
}
