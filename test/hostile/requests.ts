import { bytes, cut, int, mutate, pick, type Random, randomFrom, shuffle, some, weighted } from "./random.ts";
import * as words from "./words.ts";

/** One thing a hostile client does on one connection. Every request in it deserves a 4xx answer. */
export interface HostileRequest {
  /** What is wrong with it, for the report. */
  kind: string;
  /** Sent one after the other. */
  pieces: Buffer[];
  /** The method that is answered first: an answer to HEAD has no body. */
  method: string;
  /** `stay`: the request is whole. `half-close`: nothing more comes. `reset`: the client is gone. */
  ending: "stay" | "half-close" | "reset";
}

/** What requests are made of besides noise. `signed`: header lines that pass authorization on any POST. */
export interface Material {
  paths: readonly string[];
  signed: readonly string[];
}

/** Makes request number `index` of a seed. None depends on another, so one can be replayed alone. */
export function hostileRequest(seed: number, index: number, material: Material): HostileRequest {
  const random = randomFrom(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
  return weighted(random, recipes)(random, material);
}

type Recipe = (random: Random, material: Material) => HostileRequest;

/** Whole, well-formed HTTP that the API refuses: no valid signature, unknown paths, wrong methods. */
const unsigned: Recipe = (random, { paths }) => {
  const method = pick(random, words.methods);
  const lines = [...some(random, 4, words.harmless), ...some(random, 2, words.forged)];
  const content = random() < 0.5 ? pick(random, words.bodies)(random) : undefined;
  return whole(
    "unsigned",
    method,
    [`${method} ${target(random, paths)} HTTP/1.1`, "Host: x", ...lines],
    content,
    random,
  );
};

/** Passes authorization, so that its body is read. */
const signedUnreadable: Recipe = (random, { paths, signed }) => {
  const head = [`POST ${pick(random, paths)} HTTP/1.1`, "Host: x", ...signed, ...some(random, 3, words.harmless)];
  return whole("signed, unreadable body", "POST", head, pick(random, words.bodies)(random), random);
};

const headerSoup: Recipe = (random, { paths }) => {
  const method = pick(random, words.methods);
  const kinds = [
    ...some(random, 5, words.harmless),
    ...some(random, 3, words.forged),
    ...some(random, 3, words.poison),
  ];
  const head = [
    `${method} ${target(random, paths)} HTTP/1.${int(random, 2)}`,
    ...shuffle(random, ["Host: x", ...kinds]),
  ];
  const content = pick(random, words.bodies)(random);
  return { kind: "header soup", method, pieces: cut(random, [headOf(head), content]), ending: "half-close" };
};

const requestLine: Recipe = (random, { paths }) => {
  const method = pick(random, words.methods);
  const line = mutate(random, Buffer.from(`${method} ${target(random, paths)} HTTP/1.1`, "latin1"));
  const pieces = cut(random, [line, Buffer.from("\r\nHost: x\r\n\r\n")]);
  return { kind: "broken request line", method, pieces, ending: "half-close" };
};

/** Disagrees with itself about where the body ends. */
const framing: Recipe = (random, { paths }) => {
  const head = [`POST ${pick(random, paths)} HTTP/1.1`, "Host: x", ...shuffle(random, some(random, 3, words.framing))];
  const pieces = cut(random, [headOf(head), Buffer.from(pick(random, words.chunkings), "latin1")]);
  return { kind: "broken framing", method: "POST", pieces, ending: "half-close" };
};

/** Up to forty calls at once, sometimes with something indigestible at the end. */
const pipeline: Recipe = (random, { paths }) => {
  const calls = Array.from({ length: 1 + int(random, 40) }, () => {
    const method = pick(random, ["GET", "POST", "DELETE"]);
    const content = random() < 0.5 ? pick(random, words.bodies)(random).subarray(0, 500) : undefined;
    return whole("", method, [`${method} ${pick(random, paths)} HTTP/1.1`, "Host: x"], content, random).pieces;
  });
  const tail = random() < 0.5 ? [bytes(random, int(random, 40))] : [];
  return { kind: "pipeline", method: "GET", pieces: cut(random, [...calls.flat(), ...tail]), ending: "half-close" };
};

const noise: Recipe = (random) => {
  const content = [Buffer.from(pick(random, words.protocols), "latin1"), bytes(random, 1 + int(random, 3_000))];
  return { kind: "noise", method: "GET", pieces: cut(random, content), ending: "half-close" };
};

/** A good beginning, and then nothing more. */
const cutOff: Recipe = (random, material) => {
  const { method, pieces } = pick(random, [unsigned, signedUnreadable])(random, material);
  const sent = Buffer.concat(pieces);
  const part = sent.subarray(0, 1 + int(random, sent.length));
  return { kind: "cut off", method, pieces: cut(random, [part]), ending: "half-close" };
};

const goneAway: Recipe = (random, material) => {
  const { pieces } = pick(random, [unsigned, signedUnreadable, framing, pipeline, oversized])(random, material);
  const sent = Buffer.concat(pieces);
  return {
    kind: "gone away",
    method: "GET",
    pieces: [sent.subarray(0, int(random, sent.length + 1))],
    ending: "reset",
  };
};

/** What a proxy would be asked for. Nobody promises an answer, only to survive it. */
const connect: Recipe = (random) => {
  const head = pick(random, ["CONNECT x:443 HTTP/1.1\r\nHost: x\r\n\r\n", "CONNECT / HTTP/1.0\r\n\r\n"]);
  const pieces = cut(random, [Buffer.from(head), bytes(random, int(random, 200))]);
  return { kind: "CONNECT", method: "CONNECT", pieces, ending: "reset" };
};

/** From one byte over the limit to twice as much, in both framings, or only announced. */
const oversized: Recipe = (random, { paths, signed }) => {
  const size = 2 ** 20 + 1 + int(random, 2 ** 20);
  const head = [`POST ${pick(random, paths)} HTTP/1.1`, "Host: x", ...(random() < 0.5 ? signed : [])];
  if (random() < 0.3) head.push("Expect: 100-continue");
  const content = Buffer.alloc(size, "a");
  const announced = [headOf([...head, `Content-Length: ${random() < 0.2 ? size * 1_000 : size}`]), content];
  const chunk = Buffer.from(`${size.toString(16)}\r\n`);
  const chunked = [headOf([...head, "Transfer-Encoding: chunked"]), chunk, content, Buffer.from("\r\n0\r\n\r\n")];
  return { kind: "oversized", method: "POST", pieces: random() < 0.5 ? announced : chunked, ending: "stay" };
};

const recipes: [weight: number, recipe: Recipe][] = [
  [30, unsigned],
  [20, signedUnreadable],
  [15, headerSoup],
  [10, requestLine],
  [6, framing],
  [6, pipeline],
  [5, noise],
  [4, cutOff],
  [3, goneAway],
  [1, connect],
  [1, oversized],
];

function target(random: Random, paths: readonly string[]): string {
  const path = random() < 0.6 ? pick(random, paths) : pick(random, words.targets);
  return random() < 0.5 ? path : path + pick(random, words.queries);
}

function headOf(lines: readonly string[]): Buffer {
  return Buffer.from(`${lines.join("\r\n")}\r\n\r\n`, "latin1");
}

/** A request whose end is beyond doubt: no body, a right length, or chunks. */
function whole(
  kind: string,
  method: string,
  head: string[],
  content: Buffer | undefined,
  random: Random,
): HostileRequest {
  const inChunks = content !== undefined && content.length > 0 && random() < 0.3;
  const framing = inChunks ? ["Transfer-Encoding: chunked"] : content ? [`Content-Length: ${content.length}`] : [];
  const body = content ?? Buffer.alloc(0);
  const parts = inChunks
    ? [Buffer.from(`${body.length.toString(16)}\r\n`), body, Buffer.from("\r\n0\r\n\r\n")]
    : [body];
  return { kind, method, pieces: cut(random, [headOf([...head, ...framing]), ...parts]), ending: "stay" };
}
