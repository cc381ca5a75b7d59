import { isFresh } from "./build-stamp.mjs";

// Builds where dist/ is missing or older than its sources: who starts the server twice need not wait twice.
if (!isFresh()) {
  console.error("dist is missing or older than its sources: building it");
  await import("../build.mjs");
}
