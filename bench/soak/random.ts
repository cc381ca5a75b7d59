/** Numbers from 0 to below 1, the same for the same seed. */
export type Random = () => number;

/** One of a list. @throws where the list is empty */
export function pick<Item>(items: readonly Item[], random: Random): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error("There is nothing to pick from.");
  return item;
}
