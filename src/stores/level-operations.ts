import type { Facts, StoredChange } from "../mock/space/store.ts";
import { keys, ranges, sealed } from "./level-entries.ts";
import { entriesIn, type ReadableLevel, valueAt } from "./level-reading.ts";
import type { KeyWrite, Writer } from "./level-writer.ts";

/** What a change comes to. What takes something away depends on what is there once its turn has come. */
export function operationsOf(
  opened: ReadableLevel,
  space: string,
  change: StoredChange,
  sum: string,
): Parameters<Writer["write"]>[0] {
  const plain = [put(keys.space(space), sum), ...textOperations(space, change)];
  if (!change.afresh && change.credentials === undefined) return plain;
  return async () => [
    ...(await removalsOf(opened, space, change)),
    ...plain,
    ...(await givenOperations(opened, space, change)),
  ];
}

/** Puts those of the given facts that are not there. */
export function newFacts(given: Facts, before: Facts): KeyWrite[] {
  const news = Object.entries(given).filter(([name]) => !Object.hasOwn(before, name));
  return news.map(([name, value]) => put(keys.fact(name), value));
}

/** What a change comes to of which nothing depends on what is there. */
function textOperations(space: string, { texts }: StoredChange): KeyWrite[] {
  return Object.entries(texts).map(([key, text]) => {
    const at = keys.text(space, key);
    return text === null ? remove(at) : put(at, text);
  });
}

/** The credentials that come. One that finds another space goes on finding that. */
async function givenOperations(
  opened: ReadableLevel,
  space: string,
  { credentials = {} }: StoredChange,
): Promise<KeyWrite[]> {
  const given = Object.entries(credentials).filter(([, isGiven]) => isGiven);
  const operations = given.map(async ([credential]) => {
    const holder = await valueAt(opened, keys.credential(credential));
    const held = put(keys.held(space, credential), credential);
    return holder === undefined || holder === space ? [put(keys.credential(credential), space), held] : [held];
  });
  return (await Promise.all(operations)).flat();
}

/** What a change takes away, by what is there. */
async function removalsOf(opened: ReadableLevel, space: string, change: StoredChange): Promise<KeyWrite[]> {
  const taken = Object.entries(change.credentials ?? {}).filter(([, isGiven]) => !isGiven);
  return [
    ...(change.afresh ? await removalOfAll(opened, space) : []),
    ...(await Promise.all(taken.map(([credential]) => removalOf(opened, space, credential)))).flat(),
  ];
}

/** Removes a space, with all that it has. */
export async function removalOfSpace(opened: ReadableLevel, space: string): Promise<KeyWrite[]> {
  return [...(await removalOfAll(opened, space)), remove(keys.space(space))];
}

/** Removes all that a space has, but not the space. */
async function removalOfAll(opened: ReadableLevel, space: string): Promise<KeyWrite[]> {
  const texts = await opened.level.keys(ranges.texts(space)).all();
  const held = await entriesIn(opened, ranges.held(space));
  const credentials = await Promise.all(held.map(([credential]) => removalOf(opened, space, credential)));
  return [...texts.map(remove), ...credentials.flat()];
}

/** Takes a credential from a space. It may find another space by now, and still does then. */
async function removalOf(opened: ReadableLevel, space: string, credential: string): Promise<KeyWrite[]> {
  const found = keys.credential(credential);
  const isFound = (await valueAt(opened, found)) === space;
  return [remove(keys.held(space, credential)), ...(isFound ? [remove(found)] : [])];
}

function put(key: string, value: string): KeyWrite {
  return { type: "put", key, value: sealed(key, value) };
}

function remove(key: string): KeyWrite {
  return { type: "del", key };
}
