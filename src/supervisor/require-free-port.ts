import { once } from "node:events";
import { createServer } from "node:net";
import { StartError } from "./start-error.ts";

/**
 * Refuses to go on when `port` can't be listened on.
 *
 * @param variable the setting that moves it
 * @throws {StartError}
 */
export async function requireFreePort(port: number, host: string, variable: string): Promise<void> {
  const server = createServer();
  try {
    server.listen(port, host);
    await once(server, "listening");
  } catch (cause) {
    throw new StartError(sentence(cause, port, variable), { cause });
  }
  server.close();
  await once(server, "close");
}

function sentence(cause: unknown, port: number, variable: string): string {
  const code = cause instanceof Error && "code" in cause ? cause.code : undefined;
  if (code === "EADDRINUSE") {
    return `Port ${port} is taken: stop what uses it, or start with another one, as in ${variable}=${port + 10} npm start.`;
  }
  if (code === "EACCES")
    return `Port ${port} needs a right that this account has not: set ${variable} to one above 1023.`;
  return `Port ${port} can't be listened on (${String(code)}): set ${variable} to another one.`;
}
