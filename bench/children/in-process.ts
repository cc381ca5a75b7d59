import type { BenchRun } from "../bench-run.ts";
import { apiRequest, loadKit, signatureOf } from "../kit.ts";
import { plainRate, waitingRate } from "../rates.ts";
import { licenseShape, signedAnswer } from "../right-answers.ts";
import type { Turn } from "../rounds.ts";
import { sampler } from "../sampler.ts";
import { takeTurns } from "../take-turns.ts";
import { checkCall, type Role } from "../target.ts";

/** What the parent gives: which contender this process is. */
export interface InProcessInput extends BenchRun {
  contender: "handle" | "renewal" | "fetch" | "stringifyAndParse";
}

const { root, target, license, batchMs, contender } = JSON.parse(process.argv[2] ?? "") as InProcessInput;
const kit = await loadKit(root);
const mock = kit.createMock();
const call = checkCall(target.active);
const check = signedAnswer(target.publicKey, licenseShape(target.active, license));

async function handle(): Promise<Turn> {
  const { headers, method, path, query, body } = apiRequest(call, await kit.authorize(target.credentials));
  const samples = sampler(check);
  const taken = await waitingRate(batchMs, async () => {
    const answer = await mock.handle({ method, path, query, headers, body });
    if (samples.wants(answer.status)) samples.keep(answer.body, signatureOf(answer));
  });
  samples.check();
  return taken;
}

/** A check that renews a floating seat changes the world, so each answer is made anew; only its signature is known. */
async function renewal(): Promise<Turn> {
  const { floatingLicense: role } = (mock as unknown as { roles: Record<"floatingLicense", Role> }).roles;
  const { headers, method, path, query, body } = apiRequest(checkCall(role), await kit.authorize(target.credentials));
  const samples = sampler(
    signedAnswer(target.publicKey, ({ license_key }) => requireEqual(license_key, role.license_key)),
  );
  const taken = await waitingRate(batchMs, async () => {
    const answer = await mock.handle({ method, path, query, headers, body });
    if (samples.wants(answer.status)) samples.keep(answer.body, signatureOf(answer));
  });
  samples.check();
  return taken;
}

function requireEqual(found: unknown, expected: string): void {
  if (found !== expected) throw new Error(`answered the license ${found}, not ${expected}.`);
}

/** Reads the text of sampled answers only: the row is about what Request and Response cost, not about reading. */
async function fetch(): Promise<Turn> {
  const headers = {
    ...(await kit.authorize(target.credentials)),
    accept: "application/json",
    "content-type": "application/json",
  };
  const url = `http://license-api.test${call.target}`;
  const samples = sampler(check);
  const taken = await waitingRate(batchMs, async () => {
    const answer = await mock.fetch(new Request(url, { headers }));
    if (samples.wants(answer.status)) samples.keep(await answer.text(), answer.headers.get("LicenseSignature"));
  });
  samples.check();
  return taken;
}

function stringifyAndParse(): Turn {
  let copy: unknown;
  const taken = plainRate(batchMs, () => {
    copy = JSON.parse(JSON.stringify(license));
  });
  if (JSON.stringify(copy) !== JSON.stringify(license))
    throw new Error("JSON.parse(JSON.stringify(body)) gave another body.");
  return taken;
}

takeTurns({ handle, renewal, fetch, stringifyAndParse }[contender]);
