/** What an answer to a query is the same for. Signatures inside it depend on these fields of the request and no others. */
export function draftOf(endpoint: string, input: object, output: unknown): string {
  const { hardware_id, username, license_key } = input as Record<string, unknown>;
  return `${endpoint}\n${hardware_id}\n${username}\n${license_key}\n${JSON.stringify(output)}`;
}
