import { onTestFinished } from "vitest";
import { adapterTo, clientOver, type Database } from "#platform/database.ts";

/** A client, and where it goes when it connects next. */
interface Movable {
  readonly client: Database;
  at: { readonly url: string; readonly max: number };
}

const spare: Movable[] = [];

/**
 * Opens a register until the test ends.
 *
 * Making a client costs more than most of what is asked of it. So the next test of a process gets the client of one that has
 * ended, which keeps how it asks, and neither connections nor anything of what it was told.
 */
export function openForTest(url: string, max = 10): Database {
  const movable = spare.pop() ?? newMovable();
  movable.at = { url, max };
  onTestFinished(async () => {
    await movable.client.$disconnect();
    spare.push(movable);
  });
  return movable.client;
}

function newMovable(): Movable {
  const movable: Movable = {
    at: { url: "", max: 0 },
    client: clientOver({
      provider: "postgres",
      adapterName: "@prisma/adapter-pg",
      connect: () => adapterTo(movable.at.url, movable.at.max).connect(),
    }),
  };
  return movable;
}
