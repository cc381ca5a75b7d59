// Developer's tool: schemas/ and fixtures/ → src/generated/, fixtures/exchanges and the generated parts of pages. With
// --check it writes nothing and fails where a file is stale. What is missing is said in a sentence; a bug shows its stack.
try {
  await import("./generate.ts");
} catch (error) {
  const isSaid = error instanceof Error && error.constructor === Error;
  console.error("npm run generate:", isSaid ? error.message : error);
  process.exitCode = 1;
}
