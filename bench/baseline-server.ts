import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

/**
 * The measure for HTTP: the least a node:http server can do and still answer a license. It stringifies the given body
 * for each request and does nothing else: no routing, no authorization, no state, no signature.
 */
const body: unknown = JSON.parse(process.argv[2] ?? "{}");

const server = createServer((_, response) => {
  response.setHeader("Content-Type", "application/json; charset=utf-8");
  response.end(JSON.stringify(body));
});

server.listen(0, "127.0.0.1", () => {
  const { port } = server.address() as AddressInfo;
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${port}` })}\n`);
});
