/** Headers as Node gives and takes them raw: name, value, name, value. Order, case and repetition are kept. */
export type RawHeaders = readonly string[];

/** Headers that are about one connection only (RFC 9110, 7.6.1). Framing ones stay: they say where a body ends. */
const ofOneHop = ["connection", "keep-alive", "proxy-connection", "te", "upgrade", "proxy-authorization"];
const framing = ["host", "content-length", "transfer-encoding"];

/** The headers that are passed on: all but those of the connection, and those that the connection header names. */
export function endToEnd(raw: RawHeaders): string[] {
  const named = valuesOf(raw, "connection").flatMap((value) => value.toLowerCase().split(/\s*,\s*/));
  const dropped = new Set([...ofOneHop, ...named.filter((name) => !framing.includes(name.trim()))]);
  return filtered(raw, (name) => !dropped.has(name));
}

/** The headers with the Host of another server, in the place of the old one. */
export function withHost(raw: RawHeaders, host: string): string[] {
  const at = raw.findIndex((name, index) => index % 2 === 0 && name.toLowerCase() === "host");
  if (at === -1) return ["Host", host, ...raw];
  const others = filtered(raw.slice(at + 2), (name) => name !== "host");
  return [...raw.slice(0, at + 1), host, ...others];
}

/** The headers by their names in lower case; values of one name are joined by commas. */
export function byName(raw: RawHeaders): Record<string, string> {
  const headers = new Map<string, string>();
  for (let at = 0; at < raw.length; at += 2) {
    const [name = "", value = ""] = [raw[at]?.toLowerCase(), raw[at + 1]];
    const before = headers.get(name);
    headers.set(name, before === undefined ? value : `${before}, ${value}`);
  }
  return Object.fromEntries(headers);
}

/** Trailers as Node takes them: pairs. */
export function pairsOf(raw: RawHeaders): [name: string, value: string][] {
  return raw.flatMap((name, at) => (at % 2 === 0 ? [[name, raw[at + 1] ?? ""] as [string, string]] : []));
}

/** Whether a request says how long its body is, or that it comes in chunks. */
export function isFramed(raw: RawHeaders): boolean {
  return valuesOf(raw, "content-length").length > 0 || valuesOf(raw, "transfer-encoding").length > 0;
}

function valuesOf(raw: RawHeaders, wanted: string): string[] {
  return pairsOf(raw).flatMap(([name, value]) => (name.toLowerCase() === wanted ? [value] : []));
}

function filtered(raw: RawHeaders, keep: (name: string) => boolean): string[] {
  return pairsOf(raw).flatMap(([name, value]) => (keep(name.toLowerCase()) ? [name, value] : []));
}
