/** As orval reads it, beside the description. */
export default {
  client: {
    input: "openapi.client.json",
    output: {
      target: "generated/api.ts",
      client: "fetch",
      override: { mutator: { path: "orval-fetch.ts", name: "signedFetch" } },
    },
  },
};
