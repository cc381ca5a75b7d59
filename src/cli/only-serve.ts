import { runProgram } from "./program.ts";
import { serveCommand } from "./serve.ts";

/** The program as `license-api-kit serve` needs it. */
export const runServeOnly = () => runProgram([serveCommand()]);
