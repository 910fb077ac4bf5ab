import type { Database } from "#platform/database.ts";

/** The same register, where the end of each transaction is told at once, before whoever ran it goes on. */
export function commitWatch(db: Database, onCommit: () => void): Database {
  return new Proxy(db, {
    get(target, name) {
      const own = Reflect.get(target, name);
      if (name !== "$transaction") return own;
      return async (...args: unknown[]) => {
        const result: unknown = await Reflect.apply(own, target, args);
        onCommit();
        return result;
      };
    },
  });
}
