/** Fields that hold data of the vendor or of roles, whose numbers are no ids of rows. */
const foreign = new Set(["metadata", "roles", "facts", "variables"]);

/** Fields whose numbers are ids that rows have or give. */
const given = new Set(["id", "orderId", "userLinkIds"]);

/** The largest id that a world file or a row states for itself, 0 where it states none. */
export function largestId(value: unknown, isId = false): number {
  if (typeof value === "number") return isId ? value : 0;
  if (typeof value !== "object" || value === null) return 0;
  let largest = 0;
  if (Array.isArray(value)) {
    for (const item of value) largest = Math.max(largest, largestId(item, isId));
    return largest;
  }
  for (const name in value) {
    if (!foreign.has(name))
      largest = Math.max(largest, largestId((value as Record<string, unknown>)[name], given.has(name)));
  }
  return largest;
}
