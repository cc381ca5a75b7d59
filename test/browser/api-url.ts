/** Where the page believes the License API to be. `.invalid` never resolves, so a call the worker misses fails at once. */
export const apiUrl = "https://license-api.invalid";
