/** Built from the operations, see tools/generate/descriptions.ts. Types must not wait for that. */
declare module "*/control-openapi.json" {
  const description: unknown;
  export default description;
}
