import { readFileSync, writeFileSync } from "node:fs";
import { fillPage } from "../../bench/write-page.ts";
import { brokenClients } from "./broken-clients.ts";
import { killTable } from "./kill-table.ts";

// tsx test/gauntlet/write-page.ts: fills the kill table of docs/gauntlet.md. That it is true is for test/gauntlet.test.ts.
const page = new URL("../../docs/gauntlet.md", import.meta.url);
writeFileSync(page, fillPage(readFileSync(page, "utf8"), { kills: killTable(brokenClients) }, "docs/gauntlet.md"));
