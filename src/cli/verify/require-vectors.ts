import { endpointNames } from "../../api/endpoints.ts";
import { requireList, requireObject, requireText, wrong } from "../../traffic/require-shape.ts";
import type { VectorFile } from "./vectors.ts";

type Members = Readonly<Record<string, unknown>>;

/** The texts that a vector in the list `vectors` needs, by the member that makes it one of its kind. */
const textsByKind: readonly (readonly [kind: string, ...texts: string[]])[] = [
  ["call", "body"],
  ["now", "now", "date", "signature", "sharedKey"],
  ["date", "date", "signature", "sharedKey"],
  ["body", "body", "signature"],
  ["hardwareId", "hardwareId", "signature"],
];

/**
 * Requires of a file of vectors what verifying them reads.
 *
 * @throws an error that names the place, what was found and what was expected
 */
export function requireVectors(value: unknown): VectorFile {
  const file = requireObject(value, "");
  for (const name of ["publicKey", "sharedKey", "apiKey"]) {
    if (name in file) requireText(file[name], `/${name}`);
  }
  for (const [vector, place] of itemsOf(file, "vectors")) requireVector(vector, place);
  for (const [request, place] of itemsOf(file, "requests")) requireText(request.body, `${place}/body`);
  for (const [answer, place] of itemsOf(file, "answers")) {
    requireText(answer.body, `${place}/body`);
    if (answer.call !== undefined) requireObject(answer.call, `${place}/call`);
  }
  return value as VectorFile;
}

function itemsOf(file: Members, name: string): [Members, string][] {
  const items = name in file ? requireList(file[name], `/${name}`) : [];
  return items.map((item, at) => [requireObject(item, `/${name}/${at}`), `/${name}/${at}`]);
}

function requireVector(vector: Members, place: string): void {
  requireTextOrNothing(vector, "name", place);
  const [kind, ...texts] = textsByKind.find(([member]) => member in vector) ?? [];
  if (kind === undefined) {
    const kinds = textsByKind.map(([member]) => member).join(", ");
    throw wrong(place, vector, `a vector of a kind that is known, which has one of ${kinds}`);
  }
  for (const name of texts) requireText(vector[name], `${place}/${name}`);
  if (kind === "call") requireCalled(vector, place);
  for (const name of ["licenseKey", "username", "validityPeriod"]) requireTextOrNothing(vector, name, place);
}

function requireCalled({ call, status, headers }: Members, place: string): void {
  const { endpoint, fields } = requireObject(call, `${place}/call`);
  if (!endpointNames.some((name) => name === endpoint)) {
    throw wrong(`${place}/call/endpoint`, endpoint, "the name of an endpoint");
  }
  requireObject(fields, `${place}/call/fields`);
  if (typeof status !== "number") throw wrong(`${place}/status`, status, "a status of HTTP");
  for (const [name, text] of Object.entries(requireObject(headers, `${place}/headers`))) {
    requireText(text, `${place}/headers/${name}`);
  }
}

function requireTextOrNothing(members: Members, name: string, place: string): void {
  const value = members[name];
  if (value !== undefined && value !== null) requireText(value, `${place}/${name}`);
}
