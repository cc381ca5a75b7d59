export { type Mirror, type MirroredCollections, mirror } from "./mirror.ts";
export type { CollectionSchema } from "./row-schema.ts";
export { type WorldCollections, worldFrom } from "./world-from.ts";
