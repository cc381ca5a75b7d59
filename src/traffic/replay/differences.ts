import { pointerStep } from "../../api/text-at-pointer.ts";

/** One place in which an answer is not what was recorded. */
export interface Difference {
  /** A JSON pointer into the body, or `status` or `code`. */
  readonly path: string;
  /** undefined where there was nothing. */
  readonly recorded: unknown;
  readonly now: unknown;
}

/** How bodies are compared. */
export interface Comparison {
  /** Whether ids, dates and signatures must be the same too. */
  readonly exact: boolean;
  /** Whether keys of licenses are made by the call, so that a server has its own. */
  readonly makesKeys: boolean;
  /** Is told of each id and key that is another one now. */
  renamed(recorded: string, now: string): void;
}

/** Where two bodies differ; in order of the recorded one. */
export function differencesIn(recorded: unknown, now: unknown, comparison: Comparison, path = ""): Difference[] {
  if (isHidden(recorded)) return typeof now === "string" ? [] : [{ path, recorded, now }];
  if (isHolder(recorded) && isHolder(now) && Array.isArray(recorded) === Array.isArray(now)) {
    return [...new Set([...Object.keys(recorded), ...Object.keys(now)])].flatMap((name) =>
      differencesIn(recorded[name], now[name], comparison, path + pointerStep(name)),
    );
  }
  if (recorded === now) return [];
  const name = path.slice(path.lastIndexOf("/") + 1);
  if (isNamed(name, comparison) && isOneForm(recorded, now)) {
    comparison.renamed(String(recorded), String(now));
    return comparison.exact ? [{ path, recorded, now }] : [];
  }
  const isSame = !comparison.exact && (isSignatures(name, recorded, now) || isMoments(name, recorded, now));
  return isSame || (!comparison.exact && isAddresses(recorded, now)) ? [] : [{ path, recorded, now }];
}

/** Whether a field holds an id that a server gives: others are the caller's own, like a hardware id. */
export function isIdName(name: string): boolean {
  return /(^|_)id$/.test(name) && name !== "hardware_id" && name !== "client_id";
}

function isNamed(name: string, { makesKeys }: Comparison): boolean {
  return isIdName(name) || (makesKeys && name === "license_key");
}

function isHolder(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

/** A secret, which a recording does not show. */
function isHidden(value: unknown): boolean {
  return typeof value === "string" && /\{\{[^{}]+\}\}/.test(value);
}

function isOneForm(recorded: unknown, now: unknown): boolean {
  return typeof recorded === typeof now && (typeof now === "number" || (typeof now === "string" && now !== ""));
}

function isSignatures(name: string, recorded: unknown, now: unknown): boolean {
  return /signature/.test(name) && isOneForm(recorded, now);
}

/** Moments as texts of one shape, or as numbers in a field that says so. */
function isMoments(name: string, recorded: unknown, now: unknown): boolean {
  if (typeof recorded === "number" && typeof now === "number") return /(_at|_date)$/.test(name);
  if (typeof recorded !== "string" || typeof now !== "string") return false;
  if (isHttpDate(recorded)) return isHttpDate(now);
  return /^\d{4}-\d{2}-\d{2}/.test(recorded) && recorded.replace(/\d/g, "0") === now.replace(/\d/g, "0");
}

function isHttpDate(text: string): boolean {
  return /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} [\d:]{8} GMT$/.test(text);
}

/** Two servers have two hosts; what an address names there, and which fields its query has, is the same. */
function isAddresses(recorded: unknown, now: unknown): boolean {
  const [one, other] = [recorded, now].map((value) => (isAddress(value) ? new URL(value) : undefined));
  if (!one || !other || one.pathname !== other.pathname) return false;
  return [...one.searchParams.keys()].join() === [...other.searchParams.keys()].join();
}

function isAddress(value: unknown): value is string {
  return typeof value === "string" && /^https?:/.test(value) && URL.canParse(value);
}
