import { defineConfig } from "vitest/config";

const report = process.env.LICENSE_API_KIT_REPORT;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/consumers/**", "node_modules/**"],
    reporters: report ? ["default", ["json", { outputFile: report }]] : ["default"],
    maxWorkers: 2, // the default leaves one core of two idle
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
