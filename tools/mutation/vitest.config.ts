import { defineConfig } from "vitest/config";
import { tiers } from "../../test/tiers.ts";

/** Unit tests that judge texts, types or whole servers: for one mutant they take longer than all others together. */
const beside = [
  "test/consumers/**",
  "test/explore/walks.test.ts",
  "test/hostile/**",
  "test/large-world.test.ts",
  "test/control-openapi.test.ts",
  "test/documents.test.ts",
  "test/layers.test.ts",
  "test/lawful-operators.test.ts",
  "test/links.test.ts",
  "test/openapi.test.ts",
  "test/openapi-client.test.ts",
  "test/properties.test.ts",
  "test/types.test.ts",
  "test/budgets.test.ts",
];

export default defineConfig({
  test: {
    include: tiers.unit,
    exclude: ["node_modules/**", ...tiers.wire, ...tiers.docs, ...tiers.heavy, ...beside],
    isolate: false,
    setupFiles: ["tools/mutation/coverage-of-file.ts"],
    reporters: [{}],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
