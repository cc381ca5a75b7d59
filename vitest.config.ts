import { defineConfig } from "vitest/config";
import { tiers } from "./test/tiers.ts";

const report = process.env.LICENSE_API_KIT_REPORT;

const setups = {
  unit: ["descriptions"],
  wire: ["fresh-build"],
  docs: ["fresh-build"],
  heavy: ["fresh-build", "bench-packages"],
};

/** What a slower tier lists is no unit test. */
const slower = [...tiers.wire, ...tiers.docs, ...tiers.heavy];

const tierOf = (name: keyof typeof tiers) => ({
  extends: true as const,
  test: {
    name,
    include: tiers[name],
    exclude: ["test/consumers/**", "node_modules/**", ...(name === "unit" ? slower : [])],
    globalSetup: setups[name].map((setup) => `test/setup/${setup}.ts`),
    ...((name === "unit" || name === "wire") && { isolate: false }),
    ...(name === "heavy" && { testTimeout: 180_000 }), // whole contracts, on machines that do other things too
  },
});

export default defineConfig({
  test: {
    projects: [tierOf("unit"), tierOf("wire"), tierOf("docs"), tierOf("heavy")],
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
    maxWorkers: 3, // of two cores: many tests wait for a process or a browser
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
