import { performance } from "node:perf_hooks";
import type { Measurement } from "../bench-run.ts";
import { childPath } from "../children.ts";
import { ask } from "../connection.ts";
import type { Answer } from "../http-answer.ts";
import { processorMs } from "../machine.ts";
import { comparison } from "../report.ts";
import { licenseShape, signedHttpAnswer } from "../right-answers.ts";
import { interleave, type Turn } from "../rounds.ts";
import { type ServerProcess, startServer } from "../server-process.ts";
import { signedRequest } from "../signed-request.ts";
import { checkCall, credentialsOf, serveArguments } from "../target.ts";

/** From starting the process to holding the first whole answer of check_license, signature and all. */
export const start: Measurement = async ({ root, target, license, startRounds }) => {
  const text = JSON.stringify(license);
  const checkOurs = signedHttpAnswer(target.publicKey, licenseShape(target.active, license));
  const call = checkCall(target.active);
  const bytes = ({ url, line }: ServerProcess): Buffer =>
    signedRequest(call, url, "apiKey" in line ? credentialsOf(line) : target.credentials)();

  const toFirstAnswer = async (nodeArguments: readonly string[], check: (answer: Answer) => void): Promise<Turn> => {
    const startedAt = performance.now();
    const server = await startServer(nodeArguments);
    try {
      const answer = await ask(server.url, bytes(server));
      const tookMs = performance.now() - startedAt;
      const usedMs = processorMs(server.pid);
      if (answer.status !== 200)
        throw new Error(`WRONG ANSWER: the first answer was ${answer.status}:\n${answer.body}`);
      check(answer);
      return { value: tookMs, ...(usedMs === undefined ? {} : { work: { count: 1, processorMs: usedMs } }) };
    } finally {
      await server.stop();
    }
  };

  const ours = (): Promise<Turn> => toFirstAnswer(serveArguments(root), checkOurs);
  const theirs = (): Promise<Turn> => toFirstAnswer([childPath("baseline-server"), text], () => {});
  await interleave(1, { ours, theirs });
  const turns = await interleave(startRounds, { ours, theirs });
  return [
    comparison(
      { name: "serve, start to first answer / bare node:http script", unit: "ms", goal: { atMost: 1.6 } },
      turns.ours,
      turns.theirs,
    ),
  ];
};
