import { CaError } from "#ca/error.ts";
import { failpoint } from "#ca/failpoint.ts";
import { isFresh } from "#ca/fresh-intent.ts";
import { certificateFrom, redeem } from "#ca/issue.ts";
import { prepareService } from "#ca/service/prepare-service.ts";
import { PkiError } from "#pki/error.ts";
import type { Tx } from "#platform/database.ts";
import { recordEvents } from "#portal/audit/store.ts";
import type { IssuingContext } from "#portal/requests/issuing-context.ts";
import { requireRightTime } from "#portal/right-time/require-right-time.ts";
import {
  type AskedService,
  findIntendedServices,
  type IntendedService,
  isKnownKey,
  lockAsked,
  lockIntended,
  recordServiceIntent,
  recordServiceIssued,
  recordServiceRefused,
  recordServiceVoided,
} from "./store.ts";

const BATCH = 16;
const TRANSACTION = { maxWait: 10_000, timeout: 60_000 };

/**
 * Gives the services of `status` the certificates that they have asked for: checks, puts on record, has them signed, stores.
 *
 * It is the way of people's certificates with one certificate for two: whatever dies in between, the same call goes on
 * from the record, and no signature is ever left without its certificate. Of what has become too old the signer is made
 * to bury the serial or to hand out what it has signed; `status` asks again for what was buried.
 *
 * @throws {CaError} CLOCK_WRONG, SIGNER_UNAVAILABLE, SIGNER_ANSWER_WRONG, or the last order's own: all are to be tried again
 */
export async function issueServices(context: IssuingContext): Promise<void> {
  await requireRightTime(context);
  await context.db.$transaction((tx) => begin(tx, context), TRANSACTION);
  failpoint("service.after_intent");
  let fault: unknown;
  for (const intent of await findIntendedServices(context.db)) {
    try {
      await finish(context, intent);
    } catch (error) {
      if (isFromSigner(error, "SIGNER_UNAVAILABLE")) throw error;
      fault = error;
    }
  }
  if (fault !== undefined) throw fault;
}

async function begin(tx: Tx, context: IssuingContext): Promise<void> {
  const { authority, clock } = context;
  for (const asked of await lockAsked(tx, BATCH)) {
    const prepared = await prepareOrCode(tx, context, asked);
    const at = clock.now();
    const { id, kind } = asked;
    if (typeof prepared === "string") {
      await recordServiceRefused(tx, id, prepared);
      await recordEvents(tx, [{ at, action: "service-refused", facts: { kind, code: prepared } }]);
    } else {
      await recordServiceIntent(tx, { id, issuerId: authority.issuer.id, prepared, at });
      await recordEvents(tx, [{ at, action: "service-issuing", facts: { kind, serial: prepared.serial } }]);
    }
  }
}

async function prepareOrCode(tx: Tx, { authority }: IssuingContext, { kind, csr }: AskedService) {
  try {
    const prepared = await prepareService(authority, kind, csr);
    return (await isKnownKey(tx, prepared.spki)) ? "KEY_REUSED" : prepared;
  } catch (error) {
    if (error instanceof PkiError || error instanceof CaError) return error.code;
    throw error;
  }
}

async function finish(context: IssuingContext, intent: IntendedService): Promise<void> {
  const { authority, clock } = context;
  if (!isFresh(intent, clock.now())) return settle(context, intent);
  try {
    const [der] = await redeem(authority, [intent]);
    failpoint("service.after_sign");
    if (der) await store(context, intent, der);
  } catch (error) {
    if (!isFromSigner(error, "SIGNER_REFUSED")) throw error;
    // fresh by our clock and not by the signer's: another intent would fare no better
    if (error.rule === "dated-back-or-ahead") throw error;
    return settle(context, intent, error.rule === "serial-buried" ? undefined : error.code);
  }
}

/** Ends an order by the signer's word on its serial: buried, or signed before we asked. */
async function settle(context: IssuingContext, intent: IntendedService, code?: string): Promise<void> {
  const { db, authority, clock } = context;
  const answer = await authority.signer.void(intent.serial);
  if (!answer.voided) return store(context, intent, await certificateFrom(authority, intent, answer.signature));
  await db.$transaction(async (tx) => {
    if (!(await lockIntended(tx, intent.id))) return;
    const { kind, serial } = intent;
    const at = clock.now();
    await recordServiceVoided(tx, { id: intent.id, at, code });
    await recordEvents(tx, [{ at, action: "service-voided", facts: { kind, serial, ...(code && { code }) } }]);
  }, TRANSACTION);
}

async function store({ db, clock }: IssuingContext, intent: IntendedService, der: Uint8Array): Promise<void> {
  await db.$transaction(async (tx) => {
    if (!(await lockIntended(tx, intent.id))) return;
    const { kind, serial } = intent;
    const at = clock.now();
    await recordServiceIssued(tx, intent.id, der, at);
    await recordEvents(tx, [{ at, action: "service-issued", facts: { kind, serial } }]);
    failpoint("service.before_store_commit");
  }, TRANSACTION);
  failpoint("service.after_store");
}

const isFromSigner = (error: unknown, code: CaError["code"]): error is CaError =>
  error instanceof CaError && error.code === code;
