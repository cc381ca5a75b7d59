// node test/stores/write-on.mjs FOLDER: goes on writing to a store until it is ended, and prints the number of each write
// once it is said to be written. Each puts its number under three keys.
import { openStore } from "../../dist/node.js";

const store = await openStore(process.argv[2] ?? "");
let number = Number((await store.take("load"))?.get("first") ?? 0);
const filling = "x".repeat(500);

async function writeOn() {
  for (;;) {
    number += 1;
    const own = number;
    await store.write("load", { texts: { first: `${own}`, [`own-${own}`]: filling, last: `${own}` } });
    process.stdout.write(`${own}\n`);
  }
}

await Promise.all(Array.from({ length: 20 }, writeOn));
