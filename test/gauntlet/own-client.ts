import { constants, createHmac, createPublicKey, createVerify, verify } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import type { IncomingHttpHeaders } from "node:http";
import { request as plainRequest } from "node:http";
import { request as tlsRequest } from "node:https";
import { join } from "node:path";
import type { DriverUse } from "../../src/generated/types.ts";

/** What a client does wrong, or otherwise than most where several ways are lawful. */
export type Trait = string;

/** An answer as it came. */
interface Came {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly rawNames: readonly string[];
  readonly body: string;
}

/** What goes by the name of trouble: nothing about the license was learned. */
class Trouble extends Error {}

/** What the server refused. */
class Refused extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

interface Kept {
  /** The license as the server signed it. */
  body?: string;
  signature?: string;
  offline?: boolean;
  /** The latest moment that the client has seen. */
  seenAt: number;
  /** Why the license cannot be used, as the server said last. */
  refused?: string | undefined;
  /** Until when it has a seat. */
  seatUntil?: number;
}

/** Codes that say nothing about whether the license may be used. */
const saysNothing = /too_many|internal|unavailable|gateway|validation/;

/** A client that does all right, but for its traits. */
export class OwnClient {
  #use: DriverUse | undefined;
  #kept: Kept = { seenAt: 0 };
  #clockOff = 0;
  #activations = 0;
  #hasConsumed = false;
  #waitsLong = false;
  readonly #traits: ReadonlySet<Trait>;

  constructor(traits: readonly Trait[] = []) {
    this.#traits = new Set(traits);
  }

  #is(trait: Trait): boolean {
    return this.#traits.has(trait);
  }

  #given(): DriverUse {
    if (!this.#use) throw new Error("use comes first");
    return this.#use;
  }

  #now(): number {
    return Date.now() + this.#clockOff;
  }

  setClock(at: string): void {
    this.#clockOff = Date.parse(at) - Date.now();
  }

  use(given: DriverUse): void {
    this.#use = given;
    this.#clockOff = 0;
    this.#kept = this.#load() ?? { seenAt: 0 };
  }

  // ---- what an application asks for

  async activate(): Promise<void> {
    this.#activations = Date.now() * 1_000 + (Math.floor(performance.now() * 1_000) % 1_000);
    const answer = await this.#call("POST", "activate_license", this.#who(), 1);
    this.#learn(answer);
  }

  async check(): Promise<void> {
    this.#learn(await this.#call("GET", "check_license", this.#who(), 2));
  }

  async deactivate(): Promise<void> {
    if (!this.#is("deactivates in words only")) {
      try {
        await this.#call("POST", "deactivate_license", this.#who(), 0);
      } catch (error) {
        const isSilent = error instanceof Trouble && this.#is("says that it let go where nobody answers");
        if (!(error instanceof Refused) && !isSilent) throw error; // refused: it was let go before
      }
    }
    if (!this.#is("believes on after deactivation")) this.#keep({ refused: "deactivated" });
  }

  async consume(units: number): Promise<void> {
    if (this.#is("asks a check before the first consumption") && !this.#hasConsumed) await this.check();
    this.#hasConsumed = true;
    const retries = this.#is("sends consumptions again") ? 2 : 0;
    try {
      await this.#call("POST", "add_consumption", { ...this.#who(), consumptions: units }, retries);
    } catch (error) {
      if (!this.#is("says that every consumption is done") || error instanceof Refused) throw error;
    }
  }

  async consumeFeature(feature: string, units: number): Promise<void> {
    try {
      await this.#call("POST", "add_feature_consumption", { ...this.#who(), feature, consumptions: units }, 0);
    } catch (error) {
      if (!this.#is("takes any feature")) throw error;
    }
  }

  async release(): Promise<void> {
    if (!this.#is("releases in words only")) await this.#call("POST", "floating/release", this.#who(), 0);
    if (!this.#is("believes on after a release")) this.#keep({ seatUntil: 0 });
  }

  async end(): Promise<void> {
    if (this.#is("keeps things when it ends")) this.#save(true);
    const license = this.#license();
    if (license?.is_floating_cloud === true && this.believe().usable === "yes" && !this.#is("keeps its seat")) {
      await this.release().catch(() => {});
    }
  }

  offlineRequest(): string {
    const { apiKey, sharedKey, product, licenseKey, hardwareId } = this.#given();
    const date = new Date(this.#now()).toUTCString();
    const text = ["licenseSpring", `date: ${date}`, licenseKey, hardwareId, apiKey].join("\n");
    const signature = createHmac("sha256", sharedKey).update(text).digest("base64");
    const payload = {
      request: "activation",
      product,
      license_key: licenseKey,
      hardware_id: hardwareId,
      api_key: apiKey,
      date,
      signature,
      ...(this.#is("writes its secret into files") && { shared_key: sharedKey }),
    };
    return Buffer.from(JSON.stringify(payload)).toString("base64");
  }

  loadOffline(text: string): void {
    if (!this.#is("believes any file") && !this.#fitsFile(text))
      throw new Trouble("the file is not the vendor's, or not for this device");
    this.#keep({ body: text, offline: true, refused: undefined, seenAt: this.#now() });
  }

  /** What the application is told. */
  believe(): { usable: "yes" | "no" | "unknown"; until?: string | null; why?: string } {
    if (this.#is("says yes to all")) return { usable: "yes" };
    if (this.#is("says no to all")) return { usable: "no" };
    if (this.#is("believes the first answer for ever") && this.hasLearned) return { usable: "yes" };
    const license = this.#license();
    if (!license)
      return { usable: this.#kept.refused ? "no" : "unknown", why: this.#kept.refused ?? "nothing is known" };
    const now = this.#now();
    const isBack = now < this.#kept.seenAt - 3_600_000;
    if (isBack && !this.#is("believes any clock")) return { usable: "no", why: "the clock was set back" };
    if (now > this.#kept.seenAt) this.#keep({ seenAt: now });
    if (this.#kept.refused) return { usable: "no", why: this.#kept.refused };
    const until = (license.validity_period as string | null | undefined) ?? null;
    if (until !== null && now > this.#endOf(until) && !this.#is("believes in no end"))
      return { usable: "no", until, why: "it has ended" };
    if (!this.#is("minds no flags") && (license.license_enabled === false || license.is_expired === true))
      return { usable: "no", until, why: "the answer itself says so" };
    if (license.is_floating_cloud === true && now > (this.#kept.seatUntil ?? 0))
      return { usable: "no", until, why: "it has no seat" };
    return { usable: "yes", until };
  }

  #endOf(until: string): number {
    if (this.#is("counts the end by the day")) return new Date(until).setUTCHours(23, 59, 59, 999);
    return Date.parse(until) - (this.#is("ends a day early") ? 86_400_000 : 0);
  }

  /** Whether it has believed an answer. */
  get hasLearned(): boolean {
    return this.#kept.body !== undefined;
  }

  // ---- what it knows

  #who(): Record<string, string> {
    const { product, licenseKey } = this.#given();
    return { product, license_key: licenseKey, hardware_id: this.#device() };
  }

  #device(): string {
    const { hardwareId } = this.#given();
    return this.#is("is another device each time") ? `${hardwareId}-${this.#activations}` : hardwareId;
  }

  #learn({ body, headers }: Came): void {
    const { floating_timeout: minutes = 0 } = JSON.parse(/^\s*\{/.test(body) ? body : "{}") as {
      floating_timeout?: number;
    };
    const seatMs = this.#is("keeps its seat without a network") ? 1e12 : minutes * 60_000;
    this.#keep({
      seatUntil: this.#now() + seatMs,
      body,
      signature: String(headers.licensesignature ?? ""),
      offline: false,
      refused: undefined,
      seenAt: this.#is("never forgets a clock") ? Math.max(this.#kept.seenAt, this.#now()) : this.#now(),
    });
  }

  #license(): Record<string, unknown> | undefined {
    const { body } = this.#kept;
    try {
      return body === undefined ? undefined : JSON.parse(body);
    } catch {
      return this.#is("takes a status for an answer") ? {} : undefined;
    }
  }

  #keep(change: Partial<Kept>): void {
    this.#kept = { ...this.#kept, ...change };
    this.#save(false);
  }

  #file(): string {
    return join(this.#given().storage, "license.json");
  }

  /** Sealed with a key of this device, so that it is worth nothing elsewhere. */
  #seal(text: string): string {
    const { sharedKey, hardwareId, licenseKey, product } = this.#given();
    const device = this.#is("keeps things for any device") ? "" : hardwareId;
    const license = this.#is("keeps things for any license") ? "" : `${licenseKey} of ${product}`;
    return createHmac("sha256", `${sharedKey} ${device} ${license}`).update(text).digest("base64");
  }

  #save(isEnd: boolean): void {
    if (this.#is("keeps nothing") || (this.#is("keeps things when it ends") && !isEnd)) return;
    const kept = { ...this.#kept };
    if (this.#is("forgets refusals")) delete kept.refused;
    if (this.#is("forgets the clock")) kept.seenAt = 0;
    const text = JSON.stringify(kept);
    mkdirSync(this.#given().storage, { recursive: true });
    writeFileSync(this.#file(), JSON.stringify({ text, seal: this.#seal(text) }));
  }

  #load(): Kept | undefined {
    if (this.#is("keeps nothing") || !existsSync(this.#file())) return undefined;
    try {
      const { text, seal } = JSON.parse(readFileSync(this.#file(), "utf8")) as { text: string; seal: string };
      if (seal !== this.#seal(text) && !this.#is("believes what it finds")) return undefined;
      return JSON.parse(text) as Kept;
    } catch (error) {
      if (this.#is("dies of a broken file")) throw error;
      return undefined;
    }
  }

  // ---- what it asks

  async #call(method: "GET" | "POST", path: string, fields: Record<string, unknown>, retries: number): Promise<Came> {
    const most = this.#is("asks for ever") ? 20 : this.#is("never asks again") ? 0 : retries;
    for (let times = 0; ; times += 1) {
      try {
        return this.#believed(await this.#send(method, path, fields), path);
      } catch (error) {
        const mayAgain =
          (error instanceof Trouble && !this.#waitsLong) ||
          (error instanceof Refused && this.#is("asks again when refused"));
        if (times >= most && error instanceof Trouble) this.#noteTrouble(error);
        if (times >= (mayAgain && error instanceof Refused ? 3 : most) || !mayAgain) {
          if (error instanceof Refused) this.#noteRefusal(error);
          throw error;
        }
      }
    }
  }

  #noteRefusal({ code }: Refused): void {
    if (this.#is("hears no refusal") || saysNothing.test(code)) return;
    this.#keep({ refused: code });
  }

  #noteTrouble({ message }: Trouble): void {
    if (this.#is("wipes what it kept in trouble")) rmSync(this.#file(), { force: true });
    const kinds: Record<string, RegExp> = {
      "takes silence for no": /network/,
      "takes a failed server for no": /^HTTP 5/,
      "takes 429 for no": /^HTTP 429/,
      "takes pages for no": /page/,
      "takes forgeries for no": /forged/,
    };
    for (const [trait, words] of Object.entries(kinds))
      if (this.#is(trait) && words.test(message)) this.#keep({ refused: message });
  }

  /** An answer that may be believed. */
  #believed(came: Came, path: string): Came {
    const { status, headers, body } = came;
    if (this.#is("takes a status for an answer") && status === 200) return came;
    if (this.#is("takes any page for a consumption") && status === 200 && path.startsWith("add_")) return came;
    if (status === 429 || status === 503) this.#readRetryAfter(headers["retry-after"]);
    if (status >= 500 || status === 429) throw new Trouble(`HTTP ${status}`);
    if (status >= 300 && status < 400) throw new Trouble(`a page elsewhere, HTTP ${status}`);
    const isLicense = path !== "deactivate_license" && path !== "floating/release" && !path.startsWith("add_");
    const answer = this.#parsed(body, status, headers, isLicense);
    const signature = this.#signatureIn(came);
    const mayBeUnsigned = !isLicense || (status !== 200 && !this.#is("believes signed refusals only"));
    if (signature === undefined && !(mayBeUnsigned || this.#is("needs no signature")))
      throw new Trouble("forged: no signature");
    if (signature !== undefined && !this.#fits(body, signature))
      throw new Trouble("forged: the signature does not fit");
    if (status !== 200)
      throw new Refused(String(answer.code ?? status), this.#told(String(answer.message ?? "refused")));
    const isBound = path === "activate_license" || !this.#is("looks whom activations alone are about");
    if (isLicense && isBound) this.#requireLicense(answer);
    return came;
  }

  #told(message: string): string {
    return this.#is("tells its secret") ? `${message} (called with ${this.#given().sharedKey})` : message;
  }

  #readRetryAfter(value: string | undefined): void {
    this.#waitsLong = this.#is("gives up at a long Retry-After") && Number(value) > 60;
    if (value === undefined || !this.#is("knows no dates in Retry-After")) return;
    const seconds = Number(value);
    this.#keep({ refused: Number.isNaN(seconds) ? "ask again at NaN" : undefined });
  }

  #parsed(body: string, status: number, headers: IncomingHttpHeaders, isLicense: boolean): Record<string, unknown> {
    if (body === "" && status === 200) {
      if (!isLicense) return {};
      throw new Trouble("forged: nothing in it");
    }
    try {
      if (!/json|text\/plain/.test(headers["content-type"] ?? "")) throw new Error("no JSON");
      const answer = JSON.parse(body) as unknown;
      if (this.#is("counts how deep answers are")) depthOf(answer);
      return typeof answer === "object" && answer !== null ? (answer as Record<string, unknown>) : {};
    } catch (error) {
      if (error instanceof RangeError) throw error;
      if (/^[a-z_]+$/.test(body)) return {}; // a bare word
      if (/<(!doctype|html)/i.test(body)) {
        if (status === 403 && this.#is("takes pages for no")) throw new Trouble("a page");
        throw new Trouble("a page");
      }
      throw new Trouble("forged: no JSON");
    }
  }

  #signatureIn({ headers, rawNames }: Came): string | undefined {
    if (this.#is("minds the case of headers") && !rawNames.includes("LicenseSignature")) return undefined;
    const { licensesignature: value } = headers;
    return typeof value === "string" ? value : value?.[0];
  }

  #fits(body: string, signature: string): boolean {
    if (this.#is("verifies nothing")) return true;
    const bytes = this.#is("verifies what it writes anew") ? rewritten(body) : body;
    return this.#keys().some((key) => fitsKey(key, bytes, signature) || this.#otherFit(key, bytes, signature));
  }

  #keys(): readonly string[] {
    const { publicKeys } = this.#given();
    return this.#is("knows the first key only") ? publicKeys.slice(0, 1) : publicKeys;
  }

  #otherFit(key: string, text: string, signature: string): boolean {
    const bytes = Buffer.from(signature, "base64");
    if (this.#is("takes PSS")) {
      const padding = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_AUTO };
      if (verify("sha256", Buffer.from(text), padding, bytes)) return true;
    }
    return this.#is("takes SHA-1") && createVerify("sha1").update(text).verify(key, bytes);
  }

  #requireLicense(answer: Record<string, unknown>): void {
    const { product, licenseKey } = this.#given();
    if (this.#is("takes any answer for a license")) return;
    if (typeof answer.license_type !== "string") throw new Trouble("forged: no license");
    if (answer.license_key !== licenseKey && !this.#is("takes any license"))
      throw new Trouble("forged: another license");
    const { short_code: code } = (answer.product_details ?? {}) as { short_code?: string };
    if (code !== product && !this.#is("takes any product")) throw new Trouble("forged: another product");
    if (this.#is("refuses strange members") && "padding" in answer) throw new Trouble("forged: strange members");
    if (["verifies the header alone", "verifies nothing", "takes any license"].some((trait) => this.#is(trait))) return;
    const text = `${this.#device()}#${licenseKey}#${answer.validity_period ?? ""}`.toLowerCase();
    const isFitting = this.#keys().some((key) => fitsKey(key, text, String(answer.license_signature ?? "")));
    if (!isFitting) throw new Trouble("forged: the signature inside does not fit");
  }

  #fitsFile(text: string): boolean {
    try {
      const license = JSON.parse(text) as Record<string, string | null> & { product_details?: unknown };
      const { product, sharedKey, licenseKey, hardwareId, apiKey, publicKeys } = this.#given();
      const covered = text.trim().replace(/,"license_signature(_v2)?":"[^"]*"/g, "");
      const isSigned =
        this.#is("verifies no file") ||
        publicKeys.some((key) => fitsKey(key, covered, license.license_signature_v2 ?? ""));
      const owner = ["licenseSpring", `date: ${license.date}`, licenseKey, hardwareId, apiKey].join("\n");
      const isMine =
        this.#is("takes files of others") ||
        createHmac("sha256", sharedKey).update(owner).digest("base64") === license.offline_signature;
      const { short_code: code } = (license.product_details ?? {}) as { short_code?: string };
      return isSigned && isMine && (code === product || this.#is("takes files of any product"));
    } catch {
      return false;
    }
  }

  #send(method: string, path: string, fields: Record<string, unknown>): Promise<Came> {
    const { url, apiKey, sharedKey } = this.#given();
    const date = new Date(this.#now()).toUTCString();
    const signature = createHmac("sha256", sharedKey).update(`licenseSpring\ndate: ${date}`).digest("base64");
    const query = new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, String(value)]));
    const plain = Object.entries(fields).map(([name, value]) => `${name}=${encodeURI(String(value))}`);
    if (this.#is("shows its secret in addresses")) query.set("shared_key", sharedKey);
    const isInAddress = method === "GET" || this.#is("shows its secret in addresses");
    const address = new URL(
      `${url}/api/v4/${path}${isInAddress ? `?${method === "GET" ? (this.#is("escapes half of an address") ? plain.join("&") : query) : new URLSearchParams({ shared_key: sharedKey })}` : ""}`,
    );
    const headers = {
      date,
      authorization: `algorithm="hmac-sha256",headers="date",signature="${signature}",apikey="${apiKey}"`,
      accept: "application/json",
      "accept-encoding": "identity",
      "content-type": "application/json",
    };
    return this.#sendTo(address, method, headers, method === "GET" ? "" : JSON.stringify(fields));
  }

  #mayFollow(location: string, from: URL): boolean {
    const isHere = new URL(location, from).host === from.host;
    return this.#is("follows with all it has") || (isHere && this.#is("follows to the same host"));
  }

  #sendTo(address: URL, method: string, headers: Record<string, string>, body: string): Promise<Came> {
    const isTls = address.protocol === "https:";
    const send = isTls ? tlsRequest : plainRequest;
    const trust = isTls && { ca: this.#given().certificate, rejectUnauthorized: !this.#is("takes any certificate") };
    const isUnbounded = this.#is("reads without end");
    return new Promise((resolve, reject) => {
      const fail = (error: Error) => reject(new Trouble(`network: ${error.message}`));
      const sent = send(
        address,
        { method, headers: { ...headers, "content-length": Buffer.byteLength(body) }, agent: false, ...trust },
        (answer) => {
          const chunks: Buffer[] = [];
          let size = 0;
          answer.on("data", (chunk: Buffer) => {
            chunks.push(chunk);
            size += chunk.length;
            if (size > 4_194_304 && !isUnbounded) answer.destroy(new Error("the answer is too large"));
          });
          answer.on("error", fail);
          answer.on("end", () => {
            const { statusCode: status = 0, headers: came, rawHeaders } = answer;
            if (status >= 300 && status < 400 && came.location && this.#mayFollow(came.location, address)) {
              return resolve(this.#sendTo(new URL(came.location), method, headers, body));
            }
            resolve({
              status,
              headers: came,
              rawNames: rawHeaders.filter((_name, at) => at % 2 === 0),
              body: Buffer.concat(chunks).toString(this.#is("reads bytes as letters") ? "latin1" : "utf8"),
            });
          });
          answer.on("close", () => fail(new Error("the answer broke off")));
        },
      );
      if (!isUnbounded) setTimeout(() => sent.destroy(new Error("no answer in time")), 3_000).unref();
      sent.on("error", fail);
      sent.end(body);
    });
  }
}

function fitsKey(pem: string, text: string, signature: string): boolean {
  return verify("sha256", Buffer.from(text), createPublicKey(pem), Buffer.from(signature, "base64"));
}

function rewritten(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body));
  } catch {
    return body;
  }
}

function depthOf(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  return 1 + Math.max(0, ...Object.values(value).map(depthOf));
}

export { Refused, Trouble };
