import { defineConfig } from "vitest/config";
import { tiers } from "./test/tiers.ts";

const report = process.env.LICENSE_API_KIT_REPORT;

const setups = {
  unit: ["descriptions"],
  wire: ["fresh-build"],
  docs: ["fresh-build"],
  heavy: ["fresh-build", "bench-packages"],
};

const tierOf = (name: keyof typeof tiers) => ({
  extends: true as const,
  test: {
    name,
    include: tiers[name],
    exclude: ["test/consumers/**", "node_modules/**", ...othersThan(name)],
    globalSetup: setups[name].map((setup) => `test/setup/${setup}.ts`),
    ...(name === "unit" && { isolate: false }),
  },
});

/** A file belongs to the first of the slower tiers that lists it, else to unit. */
function othersThan(name: keyof typeof tiers): string[] {
  return name === "unit" ? Object.entries(tiers).flatMap(([tier, files]) => (tier === "unit" ? [] : files)) : [];
}

export default defineConfig({
  test: {
    projects: [tierOf("unit"), tierOf("wire"), tierOf("docs"), tierOf("heavy")],
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
    maxWorkers: 2, // the default leaves one core of two idle
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
