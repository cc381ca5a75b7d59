import { test } from "vitest";
import { controlSocketWay, proxyWay } from "./ways-in/sockets.ts";
import { playWayIn } from "./ways-in/way-in.ts";

// What goes through sockets is slow, and so few. HOSTILE_SEED=<seed> plays the same again.
const seed = Number(process.env.HOSTILE_SEED ?? 20_261_131);

test("the control API answers whatever is sent, and stays well", () => playWayIn(controlSocketWay, seed, 200));

test("the proxy outlives whatever both ends send, with its log, its record and its report", () =>
  playWayIn(proxyWay, seed, 100));
