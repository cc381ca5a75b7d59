import { InvalidArgumentError } from "commander";
import { usageError } from "./usage-error.ts";

/** A port from a flag; 0 asks for a free one. */
export function readPort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65_535) return port;
  throw new InvalidArgumentError("Expected a number from 0 to 65535.");
}

/** What the user has to change where a server could not listen. */
export function listenError(error: unknown, host: string, port: number): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  const hint = code === "EADDRINUSE" ? `port ${port} is in use; choose another, or --port 0 for a free one` : message;
  return usageError(`--host ${host} --port ${port}: ${hint}`);
}
