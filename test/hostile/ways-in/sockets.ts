import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { exchangeLines } from "../../../src/cli/proxy-log.ts";
import { serve } from "../../../src/doors/node.ts";
import { createMock } from "../../../src/mock/create-mock.ts";
import { createMasking } from "../../../src/traffic/proxy/mask-exchange.ts";
import { openProxy } from "../../../src/traffic/proxy/proxy.ts";
import { createRecorder } from "../../../src/traffic/proxy/record.ts";
import { createSessionSummary } from "../../../src/traffic/proxy/session-summary.ts";
import { readRecording } from "../../../src/traffic/read-recording.ts";
import { openRawClient } from "../raw-client.ts";
import { requireReports } from "./answers.ts";
import { quickCryptography } from "./api.ts";
import { type ControlInput, controlInput, requireControlAnswer } from "./control.ts";
import { nearWritten, pick } from "./near.ts";
import { oddTexts } from "./odd-values.ts";
import { requireNoStack, requireTame } from "./oracle.ts";
import type { WayIn } from "./way-in.ts";

/** What stands on the wire, each letter a byte. */
interface Passing {
  readonly request: string;
  readonly answer: string;
}

const body = '{"product":"key-app","license_key":"ACTV-PERP-KEYS-0001","hardware_id":"\\ud800"}';
const requests = [
  "GET /api/v4/check_license?product=key-app&license_key=x HTTP/1.1\r\nHost: x\r\nAccept: */*\r\n\r\n",
  `POST /api/v4/activate_license HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
  `POST /api/v4/add_consumption HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
];

const packed = gzipSync(Buffer.alloc(8 * 1_048_576)).toString("latin1");
const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n";
const answers = [
  `${head}Content-Length: 7\r\n\r\n{"a":1}`,
  `${head}LicenseSignature: x\r\nTransfer-Encoding: chunked\r\n\r\n7\r\n{"a":1}\r\n0\r\nX-Trailer: y\r\n\r\n`,
  'HTTP/1.1 400 Bad Request\r\nContent-Length: 46\r\n\r\n{"status":400,"code":"FORGED\\nFORGED","message":1}',
  `${head}Content-Encoding: gzip\r\nContent-Length: ${packed.length}\r\n\r\n${packed}`,
  `${head}Content-Encoding: br\r\nContent-Length: 5\r\n\r\n\xff\xfe\xfd\xfc\xfb`,
  "HTTP/1.1 099 \x1b[2JFORGED\r\nContent-Length: 0\r\n\r\n",
  "HTTP/1.1 204 No\r\nContent-Length: 5\r\n\r\nhello",
  `${head}X-Odd: \xff\x1b[31m\r\n\r\n[[[[`,
  "SSH-2.0-x\r\n",
];

const good: Passing = { request: requests[0] ?? "", answer: answers[0] ?? "" };

/** The proxy between hostile clients and hostile targets, with its log, its record and its report. */
export const proxyWay: WayIn<Passing> = {
  name: "both ends of the proxy",
  input: fc.record({ request: nearWritten(requests), answer: nearWritten(answers) }),
  session: 10,
  open: async () => {
    let answer = "";
    const target = createServer((socket) => {
      socket.on("error", () => {}); // it is meant to break
      socket.once("data", () => socket.end(Buffer.from(answer, "latin1")));
    });
    await new Promise<void>((resolve) => target.listen(0, "127.0.0.1", resolve));
    const baseUrl = `http://127.0.0.1:${(target.address() as AddressInfo).port}`;
    const folder = mkdtempSync(join(tmpdir(), "license-api-kit-near-"));
    const lost: string[] = [];
    const recorder = createRecorder(folder, baseUrl, (message) => lost.push(message));
    const [tally, masking] = [createSessionSummary(), createMasking()];
    const log: string[] = [];
    let told = 0;
    const proxy = await openProxy({
      target: new URL(baseUrl),
      timeoutMs: 2_000,
      onExchange: (exchange) => {
        told += 1;
        const masked = masking(exchange);
        tally.add(exchange, masked);
        recorder.add(exchange, masked);
        log.push(...exchangeLines(exchange, masked.mask));
      },
    });
    const pass = async (passing: Passing) => {
      answer = passing.answer;
      const client = await openRawClient(proxy.port, 4_000);
      client.socket.on("data", () => {});
      const closed = new Promise<void>((resolve) => client.socket.once("close", () => resolve()));
      await client.send(Buffer.from(passing.request, "latin1"));
      client.socket.end();
      await closed;
    };
    return {
      play: pass,
      end: async () => {
        const before = told;
        await pass(good);
        await proxy.close();
        target.close();
        await recorder.finish();
        if (told <= before) throw new Error("the proxy told nothing of a call after those");
        if (lost.length > 0) throw new Error(`not recorded: ${lost[0]}`);
        for (const line of log) {
          requireNoStack(line);
          if (/^\W*FORGED/.test(line)) requireTame(line);
        }
        requireReports(tally.report({ version: "1.2.3", baseUrl, startedAt: 0, endedAt: 1 }));
        const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
          name.endsWith(".json"),
        );
        if (files.length !== told) throw new Error(`${files.length} files of ${told} calls`);
        for (const file of files) readRecording(JSON.parse(readFileSync(join(folder, file), "utf8")));
        rmSync(folder, { recursive: true });
      },
    };
  },
};

type Sent = Exclude<ControlInput, { readonly call: unknown }>;

/** Calls of the control API as they stand on the wire, under hosts of every kind. */
const sent: fc.Arbitrary<Sent> = fc
  .tuple(controlInput, fc.nat(4), fc.nat(997))
  .map(([input, kind, what]) =>
    "call" in input
      ? { method: "GET", path: "/__mock/journal/cases", headers: {}, body: "" }
      : { ...input, ...(kind === 0 && { path: `/__mock/${raw(pick(oddTexts, what))}` }) },
  );

function raw(text: string): string {
  return text.replace(/[\r\n\s]/g, "%0a");
}

/** The control API through a server's sockets. */
export const controlSocketWay: WayIn<Sent> = {
  name: "the control API through sockets",
  input: sent,
  session: 20,
  open: async () => {
    const server = await serve(createMock({ cryptography: quickCryptography }));
    return {
      play: async ({ method, path, headers, body: text }) => {
        const client = await openRawClient(server.port);
        try {
          const bytes = Buffer.from(text);
          const lines = [
            ...Object.entries({ host: "127.0.0.1", ...headers }).map(([name, value]) => `${name}: ${value}`),
            `content-length: ${bytes.length}`,
          ];
          await client.send(Buffer.from([`${method} ${path} HTTP/1.1`, ...lines, "", ""].join("\r\n"), "latin1"));
          await client.send(bytes);
          const answer = await client.answer(method);
          if (answer === undefined) throw new Error("the server closed without an answer");
          requireAnswered(answer.status, answer.body.toString());
        } finally {
          client.socket.destroy();
        }
      },
      end: async () => {
        const health = await fetch(`${server.url}/__mock/health`);
        await server.close();
        if (health.status !== 200) throw new Error(`then /__mock/health: HTTP ${health.status}`);
      },
    };
  },
};

/** What is no call of the control API yet is refused in the words of the License API. */
function requireAnswered(status: number, text: string): void {
  const isOfApi = status >= 400 && status < 500 && /^\{"status":\d+,"code":"\w+","message":/.test(text);
  if (!isOfApi) requireControlAnswer({ status, text });
}
