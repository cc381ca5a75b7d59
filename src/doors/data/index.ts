export { type Mirror, type MirroredCollections, mirror } from "./mirror.ts";
export type { RowSchema } from "./row-schema.ts";
export { type WorldCollections, worldFrom } from "./world-from.ts";
