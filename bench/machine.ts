import { readFileSync } from "node:fs";
import { arch, availableParallelism, cpus, platform, totalmem } from "node:os";
import { setTimeout as pause } from "node:timers/promises";

/** What figures were taken on. Without it they mean nothing. */
export interface Machine {
  node: string;
  cores: number;
  cpu: string;
  memoryGiB: number;
  platform: string;
}

/** Describes this machine. */
export function machine(): Machine {
  return {
    node: process.version,
    cores: availableParallelism(),
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    platform: `${platform()} ${arch()}`,
  };
}

/** Share of the machine (0 to 1) that is at work while we are not: what others take from a measurement. */
export async function foreignLoad(): Promise<number> {
  const before = cpuTimes();
  await pause(300);
  const after = cpuTimes();
  return 1 - (after.idle - before.idle) / Math.max(1, after.all - before.all);
}

/**
 * Milliseconds of processor time that a process has used, all its threads, or undefined where the system does not tell
 * (elsewhere than on Linux). Unlike rates it does not depend on what else the machine does meanwhile.
 */
export function processorMs(pid: number): number | undefined {
  if (platform() !== "linux") return undefined;
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  // The second field is the command in parentheses and may hold spaces, so fields are counted from its end.
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  const hundredthsOfSecond = Number(fields[11]) + Number(fields[12]);
  return hundredthsOfSecond * 10;
}

function cpuTimes(): { idle: number; all: number } {
  const times = cpus().map((cpu) => cpu.times);
  const idle = times.reduce((sum, time) => sum + time.idle, 0);
  return { idle, all: times.reduce((sum, time) => sum + time.user + time.nice + time.sys + time.irq, idle) };
}
