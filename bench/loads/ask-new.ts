import type { BenchRun } from "../bench-run.ts";
import { type LoadTurn, loadTurn } from "../load-turn.ts";
import { licenseShape, signedHttpAnswer } from "../right-answers.ts";
import { signedRequests } from "../signed-request.ts";
import { checkCall } from "../target.ts";
import { enoughInFlight } from "./add-units.ts";
import type { ManyLicensesServer } from "./many-licenses-server.ts";

/** How many licenses are asked about for the first time in a turn, in how many turns, after how many that warm up. */
export const newLicenses = { aTurn: 600, turns: 25, warmUps: 3 };

/** All licenses that a server needs for its turns: 15,000 that are measured, and those that warm it up. */
export const newLicensesInAll = newLicenses.aTurn * (newLicenses.turns + newLicenses.warmUps);

/** Turns of the work *new*: check_license of one license after the other, each for the first time: two signatures each. */
export function askNew(
  { url, pid, target, copies }: ManyLicensesServer,
  { license, connections, loadMs }: Pick<BenchRun, "license" | "connections" | "loadMs">,
): () => Promise<LoadTurn> {
  const { credentials, publicKey, active } = target;
  const bytesOf = signedRequests(url, credentials);
  const known = new Set(copies.map(({ license_key }) => license_key));
  let next = 0;
  return () =>
    loadTurn(pid, {
      ...{ url, durationMs: loadMs, calls: newLicenses.aTurn, connections: enoughInFlight(connections) },
      nextRequest: () => {
        const copy = copies[next++];
        if (copy === undefined) throw new Error(`All ${copies.length} licenses were asked about.`);
        return bytesOf(checkCall(copy));
      },
      checkSample: signedHttpAnswer(publicKey, (body) => {
        const license_key = String(body.license_key);
        // Once: a license that comes twice was answered from memory.
        if (!known.delete(license_key))
          throw new Error(`answered the license ${license_key}, which nobody asked about.`);
        licenseShape({ ...active, license_key }, license)(body);
      }),
    });
}
