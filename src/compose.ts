import { AsyncLocalStorage } from "node:async_hooks";
import { randomBytes } from "node:crypto";
import { parseCertificate } from "#pki/certificate.ts";
import type { Anchors } from "#pki/path.ts";
import { type AskOcsp, ocspAt } from "#platform/ask-ocsp.ts";
import { systemClock } from "#platform/clock.ts";
import { type Database, openDatabase } from "#platform/database.ts";
import { type Env, readEnv } from "#platform/env.ts";
import { type Logger, openLog } from "#platform/log.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import { registerNow } from "#platform/register-clock.ts";
import type { Context } from "#portal/context.ts";
import { createLimiter, type Limiter } from "#portal/limits/limiter.ts";

/** All that answering a visitor needs. */
export interface Portal {
  readonly context: Context;
  readonly limiter: Limiter;
  /** The status service, to be asked as everybody asks it. */
  readonly askOcsp: AskOcsp;
  readonly log: Pick<Logger, "error" | "warn" | "info">;
}

const chosen = new AsyncLocalStorage<Portal>();

/** The framework may load this module more than once in a process; the connections are shared all the same. */
const SHARED = Symbol.for("tanba.portal");
const shared: typeof globalThis & { [SHARED]?: Promise<Portal> } = globalThis;

/** The settings of this process. */
export function portalEnv(): Env {
  return readEnv(process.env);
}

/** The portal of this process, made at the first call; a failure is not remembered. */
export function currentPortal(): Promise<Portal> {
  const own = chosen.getStore();
  if (own) return Promise.resolve(own);
  shared[SHARED] ??= composePortal(portalEnv()).catch((error: unknown) => {
    delete shared[SHARED];
    throw error;
  });
  return shared[SHARED];
}

/** Does some work with a portal of its own: so can a test call the very handlers that visitors reach. */
export function withPortal<T>(portal: Portal, work: () => T): T {
  return chosen.run(portal, work);
}

async function composePortal(env: Env): Promise<Portal> {
  const url = env.WEB_DATABASE_URL ?? env.DATABASE_URL;
  if (url === undefined) throw new Error("WEB_DATABASE_URL: is not set.");
  const db = openDatabase(url);
  const context = await composeContext(db, env.TANBA_ORIGIN);
  const limiter = createLimiter((text, values) => db.$queryRawUnsafe(text, ...values));
  const askOcsp = ocspAt(env.TANBA_STATUS_INTERNAL_URL ?? env.TANBA_STATUS_URL);
  return { context, limiter, askOcsp, log: openLog("web", { level: env.TANBA_LOG_LEVEL }) };
}

/** What use cases reach, over the real clock and the real random numbers; the anchors are what the ceremony recorded. */
export async function composeContext(db: Database, origin: string): Promise<Context> {
  const anchors = await readAnchors(db);
  return {
    db,
    clock: systemClock,
    registerNow: () => registerNow(db),
    origin,
    anchors,
    primitives: nodePrimitives,
    random: (length) => Uint8Array.from(randomBytes(length)),
  };
}

/** @throws {Error} before the ceremony */
export async function readAnchors(db: Database): Promise<Anchors> {
  const rows = await db.authorityCertificate.findMany({ select: { kind: true, der: true } });
  const ofKind = (kind: string) => rows.filter((row) => row.kind === kind).map(({ der }) => parseCertificate(der));
  const anchors = { roots: ofKind("ROOT"), intermediates: ofKind("ISSUING") };
  if (anchors.roots.length === 0 || anchors.intermediates.length === 0) throw new Error("There is no authority yet.");
  return anchors;
}
