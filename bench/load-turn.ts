import { type Load, runLoad } from "./load-client.ts";
import { processorMs } from "./machine.ts";
import type { Turn } from "./rounds.ts";

/** A server's turn under load. */
export interface LoadTurn extends Turn {
  answers: number;
  clientBusy: number;
}

/** Puts a server under load for one turn, and sees what it cost the server's process. */
export async function loadTurn(pid: number, load: Load): Promise<LoadTurn> {
  const before = processorMs(pid);
  const { answers, perSecond, clientBusy } = await runLoad(load);
  const after = processorMs(pid);
  const used =
    before === undefined || after === undefined ? {} : { work: { count: answers, processorMs: after - before } };
  return { value: perSecond, answers, clientBusy, ...used };
}
