import { z } from "zod";
import type { RevocableCertificate } from "#portal/documents/contract.ts";
import {
  type AuthorityOrderFacts,
  DecideOrder,
  type OrderWord,
  orderExpiry,
  orderText,
  orderWordText,
  SignOrder,
} from "#portal/orders/contract.ts";
import type { RevocationReason } from "#portal/revocation/contract.ts";
import type { Language } from "#portal/wire/contract.ts";
import { callApi, NO_ANSWER } from "../api.ts";
import { signDocument } from "../keystore/key-session.ts";
import { askChallenge } from "./ask-challenge.ts";
import { revealIin } from "./reveal-iin.ts";

/** A certificate as the staff's pages have it: without the person's number, which is opened for the text to be signed. */
export type OrderedCertificate = Omit<RevocableCertificate, "iin">;

interface OrderInput {
  readonly certificates: readonly OrderedCertificate[];
  /** Null lifts holds that the authority has ordered. */
  readonly reason: RevocationReason | null;
  readonly documentNumber: string;
  /** As `2026-11-26`. */
  readonly documentDate: string;
  readonly language: Language;
}

const Signed = z.strictObject({ id: z.uuid() });

/**
 * Begins an order of the authority: opens the numbers that stand in it, gives the text to show, and the act that signs and
 * sends it and gives the order's id.
 *
 * @throws {ApiProblem} from both; `finish` also throws KeystoreError KEY_NOT_OPEN or KEY_PURPOSE
 */
export async function beginAuthorityOrder({ certificates: named, language, ...paper }: OrderInput) {
  const certificates = await opened(named);
  const challenge = await askChallenge("ORDER");
  const { nonce } = challenge;
  const expiresAt = orderExpiry(new Date(challenge.expiresAt)).toISOString();
  const text = orderText({ origin: location.origin, nonce, language, ...paper, certificates, expiresAt });
  return {
    text,
    async finish(keyId: string): Promise<string> {
      const serials = certificates.map(({ serial }) => serial);
      const value = { nonce, language, serials, ...paper, cms: new Uint8Array(await signDocument(keyId, text)) };
      const body = { contract: SignOrder, value };
      return (await callApi({ method: "POST", path: "/api/orders", body, answer: Signed })).id;
    },
  };
}

/** An order that waits, as the server handed it out for deciding. */
export interface WaitingOrder extends Omit<AuthorityOrderFacts, "certificates"> {
  readonly id: string;
  /** Lower-case hexadecimal SHA-256 of the text that the first person signed. */
  readonly hash: string;
  readonly certificates: readonly OrderedCertificate[];
}

interface WordInput {
  readonly word: OrderWord;
  readonly order: WaitingOrder;
  readonly language: Language;
}

/** The same for the second person's word on it. */
export async function beginOrderWord({ word, order, language }: WordInput) {
  const { id, hash, reason, documentNumber, documentDate, expiresAt } = order;
  const facts = { reason, documentNumber, documentDate, expiresAt, certificates: await opened(order.certificates) };
  const { nonce } = await askChallenge(`${word.verdict}_ORDER`);
  const text = orderWordText(word, { origin: location.origin, nonce, language, ...facts, order: hash });
  return {
    text,
    async finish(keyId: string): Promise<void> {
      const value: DecideOrder = { ...word, nonce, language, cms: new Uint8Array(await signDocument(keyId, text)) };
      const body = { contract: DecideOrder, value };
      await callApi({ method: "POST", path: `/api/orders/${id}/decision`, body, answer: NO_ANSWER });
    },
  };
}

/** With whose they are, in full: each opening is kept in the log. */
async function opened(certificates: readonly OrderedCertificate[]): Promise<readonly RevocableCertificate[]> {
  const all: RevocableCertificate[] = [];
  for (const { serial, slot, name } of certificates) {
    const { iin } = await revealIin({ certificate: serial });
    all.push({ serial, slot, name, iin });
  }
  return all;
}
