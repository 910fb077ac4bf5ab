import { failpoint } from "#ca/failpoint.ts";
import type { ServiceKind } from "#ca/service/profiles.ts";
import { parseCertificate } from "#pki/certificate.ts";
import type { Database } from "#platform/database.ts";
import type { Logger } from "#platform/log.ts";
import { nodePrimitives } from "#platform/node-primitives.ts";
import { serviceKey } from "../service-key.ts";
import { makeOwnKey, type OwnKey, readOwnKeys, removeOwnKey } from "./key-folder.ts";
import { type KeyPlan, type KeyState, KINDS, planKeys } from "./plan-keys.ts";
import { askForCertificate, findOrders, type OrderState } from "./store.ts";

export interface Keeping {
  readonly db: Database;
  readonly log: Pick<Logger, "warn" | "info">;
  readonly folder: string;
}

/**
 * Looks once at the keys in the folder and at what the register says of them, and does what is due: forgets those that
 * have ended, makes a key where another is needed, and asks for the certificates that are missing.
 *
 * @returns for each service what it has now; a key that was made or asked for serves only at a later look
 */
export async function lookAfter(
  { db, log, folder }: Keeping,
  times: { readonly now: Date; readonly begunAt: Date },
): Promise<ReadonlyMap<ServiceKind, KeyPlan>> {
  const own = readOwnKeys(folder, (path) =>
    log.warn({ path }, "a key file can't be read: it is set aside, and a new key takes its place"),
  );
  const orders = await findOrders(
    db,
    own.map(({ csrSha256 }) => csrSha256),
  );
  const states = own.map((key) => stateOf(key, orders, log));
  const plans = new Map(
    KINDS.map(
      (kind) =>
        [
          kind,
          planKeys(
            states.filter((state) => state.own.kind === kind),
            times,
          ),
        ] as const,
    ),
  );
  for (const [kind, { forget, waiting, makeAnother }] of plans) {
    forget.forEach(removeOwnKey);
    const asking = makeAnother ? [makeOwnKey(folder, kind)] : waiting;
    failpoint("status.after_key");
    for (const { csr } of asking) await askForCertificate(db, kind, csr);
    if (asking.length > 0) failpoint("status.after_ask");
  }
  return plans;
}

function stateOf(own: OwnKey, orders: readonly OrderState[], log: Keeping["log"]): KeyState {
  const order = orders.find(({ csrSha256 }) => csrSha256 === own.csrSha256);
  if (!order?.issued || order.dead) return { own, dead: order?.dead === true };
  try {
    return { own, serving: certifiedKey(own, order.issued), dead: false };
  } catch (err) {
    log.warn({ err, kind: own.kind }, "a key does not pass its self-test: a new key takes its place");
    return { own, dead: true };
  }
}

/** Signed and verified once; later looks find it done. */
const certified = new Map<string, ReturnType<typeof serviceKey>>();

function certifiedKey(own: OwnKey, { der, issuerDer }: NonNullable<OrderState["issued"]>) {
  const known = certified.get(own.csrSha256);
  if (known) return known;
  const certificate = parseCertificate(der);
  const issuer = parseCertificate(issuerDer);
  const { signatureAlgorithm, tbs, signature } = certificate;
  if (!nodePrimitives.verify(signatureAlgorithm, issuer.spki, tbs, signature)) {
    throw new Error(`the ${own.kind} certificate is not signed by its issuer`);
  }
  const key = serviceKey(own.kind, certificate, own.privateKey);
  certified.set(own.csrSha256, key);
  return key;
}
