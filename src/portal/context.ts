import type { Anchors } from "#pki/path.ts";
import type { Primitives } from "#pki/primitives.ts";
import type { Clock } from "#platform/clock.ts";
import type { Database } from "#platform/database.ts";

/** All that a use case may reach. Everything in it is handed in; nothing is looked up. */
export interface Context {
  readonly db: Database;
  readonly clock: Clock;
  /** The register's own time, for whoever must not trust `clock` alone. */
  registerNow(): Promise<Date>;
  /** The one origin of this portal, as browsers write it: `https://host` or `http://localhost:3000`. */
  readonly origin: string;
  readonly anchors: Anchors;
  readonly primitives: Primitives;
  /** Unpredictable bytes. */
  random(length: number): Uint8Array<ArrayBuffer>;
}
