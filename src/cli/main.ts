#!/usr/bin/env node
// Built as two programs: the one that serves is whole in itself, since a server that is started for each test run should
// not wait for fifty files; every other command shares its code with the library.
const { program } = process.argv[2] === "serve" ? await import("./only-serve.ts") : await import("./every-command.ts");
await program();
