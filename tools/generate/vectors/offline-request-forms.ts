import type { OfflineVectors } from "../../../src/generated/types.ts";
import { account, byAccount, clientId, type OfflineNames, offlineLines } from "./offline-texts.ts";
import type { InputsOf } from "./vector.ts";

/** What a server is given, and what it answers where it refuses. */
export type OfflineFile = InputsOf<OfflineVectors["requests"][number]>;
type Fields = Readonly<Record<string, unknown>>;

/** When the requests were made. */
export const date = "Sun, 22 Nov 2026 01:52:00 GMT";
const rest = { date, api_key: account.apiKey, request: "activation", request_id: "request-1" };
const names: OfflineNames = { license_key: "OFFL-INEX-KEYS-0001", hardware_id: "Laptop-1" };
const userNames: OfflineNames = { username: "grace@example.test", hardware_id: "Laptop-1" };

/** A request by license key, and the lines that sign it. */
export const byKey = { fields: { product: "key-app", ...names, ...rest }, lines: offlineLines(names, date) };

/** A request by username, and the lines that sign it. */
export const byUser = {
  fields: { product: "user-app", ...userNames, password: "Grace-1906", ...rest },
  lines: offlineLines(userNames, date),
};

/** The request by license key at a date that is written otherwise. */
export function byKeyAt(otherDate: string): typeof byKey {
  return { fields: { ...byKey.fields, date: otherDate }, lines: offlineLines(names, otherDate) };
}

/** The flat request by license key from another device. */
export function flatOn(hardware_id: string): OfflineFile {
  const lines = offlineLines({ ...names, hardware_id }, date);
  return flat(byAccount(lines), { ...byKey.fields, hardware_id }, lines);
}

/** A text as a file. */
export const encoded = (text: string): string => Buffer.from(text).toString("base64");

/** JSON with a blank after each comma and colon. */
export const spaced = (json: string): string => json.replaceAll('":', '": ').replaceAll(',"', ', "');

/** The flat form: the signature stands among the fields, over five lines. */
export function flat(signature: string, fields: Fields = byKey.fields, lines = byKey.lines): OfflineFile {
  return { body: encoded(JSON.stringify({ ...fields, signature })), signedText: lines };
}

const { api_key: _key, ...nameless } = byKey.fields;
const clientLines = byKey.lines.replace(account.apiKey, clientId);

/** The flat request by license key of an account with OAuth. */
export const byClient: OfflineFile = {
  body: encoded(JSON.stringify({ ...nameless, client_id: clientId, signature: byAccount(clientLines) })),
  signedText: clientLines,
};

/** The wrapped form: the signature stands beside the request, over its text. */
export function wrapped(request: string, signedText = request, signature = byAccount(signedText)): OfflineFile {
  return { body: encoded(`{"request":${request},"signature":${JSON.stringify(signature)}}`), signedText };
}

/** The same file, and what refuses it. */
export const refused = (file: OfflineFile, code = "offline_signature_mismatch"): OfflineFile => ({ ...file, code });
