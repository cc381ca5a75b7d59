import { signedHeaders, url } from "./sign";

/** What orval's clients call instead of `fetch`: its own reads every answer as JSON, and knows no address. */
export async function signedFetch<T>(path: string, options: RequestInit): Promise<T> {
  const headers = { ...(options.headers as Record<string, string>), ...signedHeaders() };
  const answer = await fetch(url + path, { ...options, headers });
  const isJson = answer.headers.get("content-type")?.startsWith("application/json");
  const data = isJson ? await answer.json() : await answer.text();
  return { status: answer.status, data, headers: answer.headers } as T;
}
