import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { judgeBudgets } from "./judge.ts";
import { measureBudgets } from "./measure.ts";
import { readBudgets } from "./read-budgets.ts";
import { budgetReport } from "./report.ts";

// npm run check:budgets: what the built package weighs and takes, against budgets.json. Ends with 1 where one is breached.

const root = fileURLToPath(new URL("../../", import.meta.url));
const budgets = readBudgets(join(root, "budgets.json"));
const lines = judgeBudgets(await measureBudgets(root, budgets), budgets);
process.stdout.write(`${budgetReport(lines)}\n`);
process.exitCode = lines.some(({ breach }) => breach !== undefined) ? 1 : 0;
