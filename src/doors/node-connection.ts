import type { ServerResponse } from "node:http";
import type { Socket } from "node:net";
import { startTimer, stopTimer } from "../api/wait.ts";
import type { ApiResponse } from "../mock/request.ts";
import { type HttpRefusal, headOf, incompleteRequest, responseText } from "./node-wire.ts";

/** How many calls may wait on one connection. Node reads pipelined requests without end while the first still runs. */
const maxWaiting = 1_000;

/** One TCP connection: whose turn it is, and how it ends. */
export interface Connection {
  socket: Socket;
  /** How long its client may go on sending after the last answer, in milliseconds. */
  lingerMs: number;
  /** Makes a refusal's answer. */
  refuse: (refusal: HttpRefusal) => Promise<ApiResponse>;
  /** The newest answer owed. */
  latest?: ServerResponse;
  waiting: number;
  /** What was refused behind `latest`, or in the middle of its request; then `onFailed` is told. */
  failed?: HttpRefusal;
  onFailed?: () => void;
  /** A fault keeps its answer back, so that nobody has to wait for it. */
  isHeldBack?: boolean;
  /** The last answer is on its way. */
  over?: true;
}

/** Starts a call when the calls before it are answered: a pipelined GET must not overtake the POST before it. */
export function inOrder(connection: Connection, response: ServerResponse, start: () => void): void {
  const before = connection.latest;
  if (connection.over || connection.failed) return;
  if (connection.waiting < maxWaiting) connection.latest = response;
  if (before === undefined || before.destroyed) start();
  else if (connection.waiting < maxWaiting) wait(connection, before, start);
  else refuseFlood(connection);
}

function wait(connection: Connection, before: ServerResponse, start: () => void): void {
  connection.waiting += 1;
  before.once("close", () => {
    connection.waiting -= 1;
    if (!connection.over && !connection.socket.destroyed) start();
  });
}

function refuseFlood(connection: Connection): void {
  const { socket } = connection;
  process.nextTick(() => socket.removeAllListeners("data").on("data", () => {})); // takes it from the HTTP parser
  refuseNext(connection, [400, "validation_error", `more than ${maxWaiting} calls wait on this connection`]);
}

/** Refuses what never became a request, after the answers owed before it. Node may report the same error many times. */
export function refuseNext(connection: Connection, refusal: HttpRefusal): void {
  if (connection.over || connection.failed) return;
  connection.failed = refusal;
  connection.socket.removeAllListeners("end"); // or Node closes our half with the client's, while the refusal is made
  const owed = connection.latest;
  if (owed === undefined || owed.destroyed) void writeRefusal(connection, refusal);
  else if (owed.req.complete) owed.once("close", () => writeRefusal(connection, refusal));
  else connection.onFailed?.();
}

/** The client says no more. While it ignores an Upgrade, Node's parser reports no error at all, not even this one. */
export function refuseUnfinished(connection: Connection): void {
  if (connection.latest?.req.complete === false) refuseNext(connection, incompleteRequest);
}

async function writeRefusal(connection: Connection, refusal: HttpRefusal): Promise<void> {
  const answer = await connection.refuse(refusal);
  if (!connection.socket.writable || connection.over) return;
  connection.socket.write(responseText(answer));
  linger(connection);
}

/** Sends an answer that no other follows. Not by `end`: on "connection: close" Node would close both halves at once. */
export function sendLast(connection: Connection, response: ServerResponse, answer: ApiResponse): void {
  response.statusMessage = ""; // else the phrase of a status that could not be sent stays: "500 OK"
  response.writeHead(answer.status, [...headOf(answer), "connection", "close"]);
  response.flushHeaders(); // for HEAD, where `write` does nothing
  response.write(answer.body);
  response.req.resume(); // throws away the rest of its body
  linger(connection);
}

/** Sends a refusal in place of the answer that a request was owed, as the last one. */
export async function sendRefusal(
  connection: Connection,
  response: ServerResponse,
  refusal: HttpRefusal,
): Promise<void> {
  sendLast(connection, response, await connection.refuse(refusal));
}

/**
 * Closes our half and throws away what still arrives. Closing both while a client is sending makes the system reset the
 * connection, and the reset overtakes the answer: the client sees an error where it should read why.
 */
function linger(connection: Connection): void {
  const { socket, lingerMs } = connection;
  connection.over = true;
  socket.end();
  socket.resume();
  const timer = startTimer(() => socket.destroy(), lingerMs);
  socket.once("close", () => stopTimer(timer));
}
