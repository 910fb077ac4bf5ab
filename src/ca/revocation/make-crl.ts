import { crlFrame, crlNumber, crlTbsPieces } from "#pki/crl.ts";
import { type EntryWriter, entryWriter, type RevokedEntry } from "#pki/crl-entries.ts";
import { authorityKeyIdentifier, type Extension, issuingDistributionPoint } from "#pki/extensions.ts";
import { verifyPieces } from "#platform/verify-pieces.ts";
import { addressesUnder } from "../addresses.ts";
import { CaError } from "../error.ts";
import type { Authority } from "../issue.ts";
import { algorithmOf, keyIdentifierOfIssuer } from "../issuing-key.ts";
import type { LaidDown, NewCrl } from "./published/store.ts";

/** What a CRL is to say. */
export interface CrlPlan extends Omit<NewCrl, "issuerId" | "head" | "body" | "tail" | "nextUpdate"> {
  readonly lifeMs: number;
  /** In pages, so that a million of them are never all there at once. */
  readonly entries: AsyncIterable<Iterable<RevokedEntry>> | Iterable<Iterable<RevokedEntry>>;
  /** Those of its kind; what all CRLs have is added. */
  readonly extensions: readonly Extension[];
  /** Takes the bytes that are signed to where they will be kept, while the signer reads them. */
  readonly layDown: (pieces: readonly Uint8Array[]) => Promise<LaidDown>;
}

/**
 * Makes one CRL: writes it, has the signer sign it, and believes the signature only after it is verified. It works in pieces,
 * and others have their turn in between.
 *
 * @throws {CaError} SIGNER_REFUSED, SIGNER_UNAVAILABLE, SIGNER_ANSWER_WRONG
 * @see RFC 5280 section 5
 */
export async function makeCrl(authority: Authority, plan: CrlPlan): Promise<NewCrl> {
  const { issuer, signer } = authority;
  const { kind, shard, number, thisUpdate, lifeMs } = plan;
  const algorithm = algorithmOf(issuer.certificate);
  const nextUpdate = new Date(thisUpdate.getTime() + lifeMs);
  const tbs = crlTbsPieces({
    algorithm,
    issuer: issuer.certificate.subject,
    thisUpdate,
    nextUpdate,
    entries: await written(plan.entries),
    extensions: [
      authorityKeyIdentifier(keyIdentifierOfIssuer(issuer.certificate)),
      crlNumber(number),
      // a delta has its base's, so that both speak for the same certificates
      ...(shard > 0 ? [issuingDistributionPoint(addressesUnder(authority.statusUrl).issuingCrl(shard))] : []),
      ...plan.extensions,
    ],
  });
  const [signature, body] = await bothOf(signer.signCrl(tbs), plan.layDown(tbs));
  if (!(await verifyPieces(algorithm, issuer.certificate.spki, tbs, signature))) {
    throw new CaError("SIGNER_ANSWER_WRONG", `a signature that does not fit the CRL ${number}`);
  }
  const frame = crlFrame(body.bytes, algorithm, signature);
  return { issuerId: issuer.id, kind, shard, number, ...frame, body, thisUpdate, nextUpdate };
}

/** Ends only when both have ended, so that no transaction is over while one is still at work in it. */
async function bothOf<A, B>(one: Promise<A>, other: Promise<B>): Promise<[A, B]> {
  await Promise.allSettled([one, other]);
  return [await one, await other];
}

async function written(pages: CrlPlan["entries"]): Promise<EntryWriter> {
  const writer = entryWriter();
  for await (const page of pages) for (const entry of page) writer.add(entry);
  return writer;
}
