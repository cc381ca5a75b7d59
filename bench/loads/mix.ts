import { createSeededRandom } from "../../src/api/seeded-random.ts";
import type { BenchRun } from "../bench-run.ts";
import { type LoadTurn, loadTurn } from "../load-turn.ts";
import { signedHttpAnswer } from "../right-answers.ts";
import { signedRequests } from "../signed-request.ts";
import { checkCall, checkedLicense, consumptionCall, type Role } from "../target.ts";
import { enoughInFlight } from "./add-units.ts";
import type { ManyLicensesServer } from "./many-licenses-server.ts";

/** Share of the calls that add a unit. */
const writeShare = 0.05;

/** What a mixed turn was made of. */
export interface MixedTurn extends LoadTurn {
  /** Share of the calls (0 to 1) that needed a signature: the writes, and each first check of a license after a write. */
  signed: number;
}

/** A client that asks about the copies of a license at random. */
export interface Mixer {
  /** Checks with a write among twenty calls: the work *mixed*. */
  mixed(): Promise<MixedTurn>;
  /** Checks alone, of licenses that were all asked about before. */
  checks(): Promise<LoadTurn>;
  /** @throws where the units of all licenses are not those that were added */
  requireUnits(): Promise<void>;
}

/** Makes such a client; all licenses have been asked about once when it comes. */
export async function createMixer(
  { url, pid, target, copies }: ManyLicensesServer,
  { connections, loadMs }: Pick<BenchRun, "connections" | "loadMs">,
): Promise<Mixer> {
  const { credentials, publicKey } = target;
  const random = createSeededRandom(1);
  const bytesOf = signedRequests(url, credentials);
  const keys = new Set(copies.map(({ license_key }) => license_key));
  const changed = new Set<Role>();
  let added = 0;
  const load = (nextRequest: () => Buffer) =>
    loadTurn(pid, {
      ...{ url, nextRequest, durationMs: loadMs, connections: enoughInFlight(connections) },
      checkSample: signedHttpAnswer(publicKey, ({ license_key, total_consumptions }) => {
        if (typeof total_consumptions !== "number") throw new Error("answered no total_consumptions.");
        if (license_key !== undefined && !keys.has(String(license_key)))
          throw new Error(`answered the license ${license_key}, which nobody asked about.`);
      }),
    });
  const pick = (): Role => copies[Math.floor(random() * copies.length)] as Role;
  const total = async (): Promise<number> => {
    let sum = 0;
    for (const copy of copies) sum += Number((await checkedLicense(url, copy, credentials)).total_consumptions);
    changed.clear();
    return sum;
  };
  const before = await total();

  return {
    async mixed() {
      let [calls, signed] = [0, 0];
      const turn = await load(() => {
        const license = pick();
        const isWrite = random() < writeShare;
        calls += 1;
        if (isWrite || changed.has(license)) signed += 1;
        if (isWrite) added += 1;
        changed[isWrite ? "add" : "delete"](license);
        return bytesOf(isWrite ? consumptionCall(license) : checkCall(license));
      });
      return { ...turn, signed: signed / calls };
    },
    async checks() {
      for (const license of changed) await checkedLicense(url, license, credentials);
      changed.clear();
      return load(() => bytesOf(checkCall(pick())));
    },
    async requireUnits() {
      const moved = (await total()) - before;
      if (moved !== added)
        throw new Error(`WRONG STATE: ${added} calls of add_consumption succeeded, and the totals moved by ${moved}.`);
    },
  };
}
