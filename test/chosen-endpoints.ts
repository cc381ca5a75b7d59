/** Endpoints to test: one where `npm run test:unit -- --endpoint NAME` narrows it, else all. */
export function chosenEndpoints<Name extends string>(all: readonly Name[]): readonly Name[] {
  const chosen = process.env.LICENSE_API_KIT_ENDPOINT;
  return chosen === undefined ? all : all.filter((name) => name === chosen);
}
