import { firstPrefix, readShard } from "../../api/shard.ts";
import type { ControlHealth } from "../../generated/types.ts";
import { operations } from "../operations.ts";
import type { Send } from "./send.ts";

/** Names of all spaces, the main one first; of each server behind a balancer, where these share them out. */
export async function spacesOfAllShards(send: Send): Promise<string[]> {
  const { shard } = (await send(operations.health, {})) as ControlHealth;
  if (shard === undefined) return (await send(operations.spaces, {})) as string[];
  const { of } = readShard(shard);
  const prefixes = Array.from({ length: of }, (_, at) => firstPrefix({ number: at + 1, of }));
  const lists = await Promise.all(prefixes.map((prefix) => send(operations.spaces, { shard: prefix })));
  const [[main = "default"] = []] = lists as string[][];
  const others = new Set(lists.flat() as string[]);
  others.delete(main);
  return [main, ...[...others].sort()];
}
