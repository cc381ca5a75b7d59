#!/usr/bin/env node
// Built as two programs: the one that serves is whole in itself, since a server that is started for each test run should
// not wait for fifty files; every other command shares its code with the library.
if (process.argv[2] === "serve") await (await import("./only-serve.ts")).runServeOnly();
else await (await import("./every-command.ts")).runEveryCommand();
