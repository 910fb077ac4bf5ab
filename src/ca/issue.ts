import { fromHex } from "#pki/bytes.ts";
import { type Certificate, keyIdentifierOf } from "#pki/certificate.ts";
import { subjectKeyIdentifier } from "#pki/extensions.ts";
import type { Primitives } from "#pki/primitives.ts";
import { assembleCertificate, encodeTbs } from "#pki/tbs-certificate.ts";
import type { Clock } from "#platform/clock.ts";
import { CaError } from "./error.ts";
import { holderKeyOf } from "./holder-key.ts";
import { algorithmOf, keyIdentifierOfIssuer } from "./issuing-key.ts";
import { requireLintFree } from "./lint/require-lint-free.ts";
import { profileExtensions } from "./profile-extensions.ts";
import { PROFILES, type ProfileName, type Slot, type Storage, type Template } from "./profiles.ts";
import { newSerial } from "./serial.ts";
import { shardFor } from "./shards.ts";
import type { Signer, SigningOrder } from "./signer.ts";
import { type RegisteredOrganisation, type RegisteredPerson, subjectName } from "./subject.ts";
import { validityDays, validityFrom } from "./validity.ts";

/** In whose name certificates are issued; `id` is the row of its certificate. */
export interface Issuer {
  readonly id: string;
  readonly certificate: Certificate;
}

/** Everything that issuing needs of the world. */
export interface Authority {
  readonly issuer: Issuer;
  readonly signer: Signer;
  /** The base of the addresses in certificates, without a slash at its end. */
  readonly statusUrl: string;
  /** Among how many CRLs new certificates are divided. */
  readonly crlShards: number;
  readonly primitives: Primitives;
  readonly clock: Clock;
}

/** A pair of certificates to be made: all of it comes from the register but the keys, which proved themselves. */
export interface Order {
  readonly requestId: string;
  readonly template: Template;
  readonly person: RegisteredPerson;
  readonly organisation?: RegisteredOrganisation | null;
  readonly storage: Storage;
  /** DER SubjectPublicKeyInfo of each. */
  readonly keys: Readonly<Record<Slot, Uint8Array>>;
}

/** A certificate that has passed the linter and waits to be recorded, then signed. */
export interface Prepared extends SigningOrder {
  readonly requestId: string;
  readonly slot: Slot;
  readonly profile: ProfileName;
  readonly profileVersion: number;
}

const SLOTS: readonly Slot[] = ["AUTH", "SIGN"];

/**
 * Decides what both certificates of a request will say, to the byte. Nothing is signed and nothing recorded here.
 *
 * @returns AUTH, then SIGN
 * @throws {CaError} PROFILE_UNKNOWN (an organisation where none is due, or none where one is), LINT_FAILED
 * @throws {PkiError} NAME_MALFORMED, KEY_REFUSED
 */
export async function preparePair(authority: Authority, order: Order): Promise<readonly Prepared[]> {
  const subject = subjectName(order.person, order.organisation);
  const prepared: Prepared[] = [];
  for (const slot of SLOTS) prepared.push(await prepare(authority, order, slot, subject));
  return prepared;
}

async function prepare(authority: Authority, order: Order, slot: Slot, subject: Uint8Array): Promise<Prepared> {
  const issuer = authority.issuer.certificate;
  const profile = PROFILES[`${order.template}-${slot}`];
  if (profile.ofOrganisation !== Boolean(order.organisation)) {
    throw new CaError("PROFILE_UNKNOWN", `${profile.name} with or without an organisation`);
  }
  const spki = order.keys[slot];
  const key = holderKeyOf(spki);
  if (!key) throw new CaError("LINT_FAILED", "a key of another size or curve", { rule: "key-is-allowed" });

  const now = authority.clock.now();
  const serial = newSerial();
  const algorithm = algorithmOf(issuer);
  const tbs = encodeTbs({
    serial: fromHex(serial),
    algorithm,
    issuer: issuer.subject,
    subject,
    ...validityFrom(now, validityDays(order.storage), issuer.notAfter),
    spki,
    extensions: [
      subjectKeyIdentifier(await keyIdentifierOf(spki, authority.primitives)),
      ...profileExtensions({
        profile,
        key,
        storage: order.storage,
        issuerKeyIdentifier: keyIdentifierOfIssuer(issuer),
        statusUrl: authority.statusUrl,
        shard: shardFor(serial, authority.crlShards),
      }),
    ],
  });
  requireLintFree(assembleCertificate(tbs, algorithm, NO_SIGNATURE), {
    profile,
    storage: order.storage,
    issuer,
    statusUrl: authority.statusUrl,
    crlShards: authority.crlShards,
    now,
  });
  return { requestId: order.requestId, slot, profile: profile.name, profileVersion: profile.version, serial, tbs };
}

/**
 * Has the signer sign what is on record, and believes nothing that it answers before it is verified.
 *
 * May be called again with the same intents for as long as they are fresh: the signer gives the same bytes.
 *
 * @returns DER certificates in the order of the intents, each with exactly the contents on record
 * @throws {CaError} SIGNER_REFUSED, SIGNER_UNAVAILABLE, SIGNER_ANSWER_WRONG
 */
export async function redeem(authority: Authority, intents: readonly SigningOrder[]): Promise<readonly Uint8Array[]> {
  const signatures = await authority.signer.sign(intents);
  const certificates: Uint8Array[] = [];
  for (const [at, intent] of intents.entries()) {
    certificates.push(await certificateFrom(authority, intent, signatures[at]));
  }
  return certificates;
}

/**
 * The certificate of an intent and the signature that the signer has for it, verified with the issuer's key.
 *
 * @throws {CaError} SIGNER_ANSWER_WRONG
 */
export async function certificateFrom(
  { issuer, primitives }: Pick<Authority, "issuer" | "primitives">,
  { tbs, serial }: SigningOrder,
  signature: Uint8Array | undefined,
): Promise<Uint8Array> {
  const algorithm = algorithmOf(issuer.certificate);
  const fits = signature && (await primitives.verify(algorithm, issuer.certificate.spki, tbs, signature));
  if (!fits) throw new CaError("SIGNER_ANSWER_WRONG", "a signature that does not fit", { serial });
  return assembleCertificate(tbs, algorithm, signature);
}

/** Stands where the signature will be while the linter reads; it fits nothing. */
export const NO_SIGNATURE = new Uint8Array(64);
