import { getResponse, HttpResponse, http, type RequestHandler } from "msw";
import type { BenchRun } from "../bench-run.ts";
import { loadKit, loadMswAdapter } from "../kit.ts";
import { waitingRate } from "../rates.ts";
import { licenseShape, signedAnswer } from "../right-answers.ts";
import type { Turn } from "../rounds.ts";
import { sampler } from "../sampler.ts";
import { takeTurns } from "../take-turns.ts";
import { checkCall } from "../target.ts";

/** What the parent gives: whose handlers this process runs. */
export interface ThroughMswInput extends BenchRun {
  contender: "ours" | "constant";
}

const baseUrl = "http://license-api.test";
const { root, target, license, batchMs, contender } = JSON.parse(process.argv[2] ?? "") as ThroughMswInput;
const kit = await loadKit(root);
const { handlers } = await loadMswAdapter(root);
const text = JSON.stringify(license);
const url = `${baseUrl}${checkCall(target.active).target}`;

const contenders: Record<
  ThroughMswInput["contender"],
  { handlers: RequestHandler[]; check(body: string, signature: string | null): void }
> = {
  ours: {
    handlers: handlers(kit.createMock(), { baseUrl }),
    check: signedAnswer(target.publicKey, licenseShape(target.active, license)),
  },
  constant: {
    handlers: [
      http.all(
        `${baseUrl}/*`,
        () => new HttpResponse(text, { headers: { "Content-Type": "application/json; charset=utf-8" } }),
      ),
    ],
    check(body) {
      if (body !== text) throw new Error(`WRONG ANSWER: msw answered another constant than it was given:\n${body}`);
    },
  },
};

/** Reads the text of sampled answers only: reading costs both the same, and would only bring the ratio nearer to 1. */
async function turn(): Promise<Turn> {
  const headers = {
    ...(await kit.authorize(target.credentials)),
    accept: "application/json",
    "content-type": "application/json",
  };
  const { handlers: handlersInUse, check } = contenders[contender];
  const samples = sampler(check);
  const taken = await waitingRate(batchMs, async () => {
    const answer = await getResponse(handlersInUse, new Request(url, { headers }));
    if (answer === undefined) throw new Error(`WRONG ANSWER: no handler answered ${url}.`);
    if (samples.wants(answer.status)) samples.keep(await answer.text(), answer.headers.get("LicenseSignature"));
  });
  samples.check();
  return taken;
}

takeTurns(turn);
