import { defineConfig } from "vite";

export default defineConfig(({ mode }) => ({
  publicDir: mode === "mock" ? "mock/public" : false, // msw's worker script is not for your users
}));
