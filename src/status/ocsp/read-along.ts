import type pg from "pg";
import type { Clock } from "#platform/clock.ts";
import type { Logger } from "#platform/log.ts";
import { type CertificateIndex, type CertificateRow, certificateIndex } from "./certificate-index.ts";
import { issuerRecogniser, type KnownStatuses } from "./known-statuses.ts";
import { type IssuerInUse, type Place, readIssuer, readOrdered, readPage, readServices, readSome } from "./store.ts";
import type { ToldSerials } from "./told-serials.ts";

/** What outlives a connection. */
export interface Memory {
  of?: { readonly issuer: IssuerInUse; readonly index: CertificateIndex; readonly isAsked: KnownStatuses["isAsked"] };
  known?: KnownStatuses;
  /** The serial numbers of certificates that somebody's order, not done yet, will change. */
  readonly ordered: Set<string>;
}

export interface Reading {
  readonly client: pg.Client;
  readonly told: ToldSerials;
  readonly memory: Memory;
  readonly clock: Clock;
  readonly log: Pick<Logger, "info" | "error">;
}

/** How often the register is asked for a sign of life. */
const HEARTBEAT_MS = 1_000;

/**
 * Reads all certificates, and then those that the register tells of, as long as the connection lasts.
 *
 * Whatever was committed before a heartbeat was sent has been told before the heartbeat is answered: once that is read too,
 * everything is known up to the instant of sending.
 */
export async function readAlong(reading: Reading): Promise<never> {
  const { client, told, memory, clock } = reading;
  for (;;) {
    await readTold(reading);
    const sentAt = clock.now();
    if (told.takeAll()) await readAll(reading);
    else await client.query("");
    await readTold(reading);
    if (memory.of) memory.known = { ...memory.of, issuer: memory.of.issuer.certificate, knownAt: sentAt };
    await told.wait(HEARTBEAT_MS);
  }
}

/** Page after page; what is told meanwhile is read in between, so that a revocation never waits for the end. */
async function readAll(reading: Reading): Promise<void> {
  const { client, memory, log } = reading;
  const begun = performance.now();
  const issuer = await readIssuer(client);
  if (!issuer) throw new Error("there is no issuing authority yet");
  if (memory.of?.issuer.id !== issuer.id) {
    memory.of = { issuer, index: certificateIndex(), isAsked: issuerRecogniser(issuer.certificate) };
  }
  takeOrders(await readOrdered(client, issuer.id), memory);
  takeOver(await readServices(client, issuer.id), reading);
  let place: Place;
  do {
    const { rows, next } = await readPage(client, issuer.id, place);
    takeOver(rows, reading);
    await readTold(reading);
    place = next;
  } while (place !== undefined);
  log.info({ certificates: memory.of.index.size, ms: Math.round(performance.now() - begun) }, "read all certificates");
}

async function readTold(reading: Reading): Promise<void> {
  const { client, told, memory } = reading;
  if (!memory.of) return;
  for (let next = told.take(); next.serials.length > 0; next = told.take()) {
    const rows = await readSome(client, memory.of.issuer.id, next.serials);
    takeOver(rows, reading);
    for (const { serial, isOrdered } of rows) memory.ordered[isOrdered ? "add" : "delete"](serial);
    next.wereRead();
  }
}

/** What was ordered before the register went away may be done by now. */
function takeOrders(serials: readonly string[], { ordered }: Memory): void {
  ordered.clear();
  for (const serial of serials) ordered.add(serial);
}

function takeOver(rows: readonly CertificateRow[], { memory, log }: Reading): void {
  for (const row of rows) {
    if (memory.of?.index.set(row) === false) {
      log.error({ serial: row.serial }, "the register takes a revocation back, which is not believed");
    }
  }
}
