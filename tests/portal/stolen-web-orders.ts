import { createHash } from "node:crypto";
import { fromBase64 } from "#pki/bytes.ts";
import type { Database } from "#platform/database.ts";
import { newRowId } from "#platform/row-id.ts";
import type { RevocableCertificate } from "#portal/documents/contract.ts";
import { orderExpiry, orderWordText } from "#portal/orders/contract.ts";
import type { RevocationReason } from "#portal/revocation/contract.ts";
import { type OrderWish, orderBody, PAPER } from "#tests/support/orders.ts";
import { cmsOver } from "#tests/support/people.ts";
import { named } from "#tests/support/revocation.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { challenge, type Visitor } from "#tests/support/visitor.ts";
import { holder, ORIGIN, type TestHolder, type World, world } from "#tests/support/world.ts";

export const AUTHORITY = "200540999045";

export interface Scene {
  readonly portal: World;
  readonly employee: TestHolder;
  readonly operator: TestHolder;
  readonly senior: TestHolder;
  readonly desk: Visitor;
  readonly office: Visitor;
}

export async function scene(): Promise<Scene> {
  const portal = await world();
  const employee = await holder(portal);
  const operator = await holder(portal, { template: "OPERATOR", bin: AUTHORITY });
  const senior = await holder(portal, { template: "SENIOR_OPERATOR", bin: AUTHORITY });
  const [desk, office] = [await signedIn(portal, operator), await signedIn(portal, senior)];
  return { portal, employee, operator, senior, desk, office };
}

/** A document that somebody has really signed, and of which `web` has told nobody. */
interface Signed {
  readonly text: string;
  readonly cms: Uint8Array<ArrayBuffer>;
  readonly signer: RevocableCertificate;
}

export async function withheldOrder(
  browser: Visitor,
  by: TestHolder,
  about: readonly RevocableCertificate[],
  wish: OrderWish = {},
): Promise<Signed> {
  let text = "";
  const { cms } = await orderBody(browser, by, about, {
    ...wish,
    text: (built) => {
      text = wish.text?.(built) ?? built;
      return text;
    },
  });
  return { text, cms: Uint8Array.from(fromBase64(cms)), signer: named(by, wish.slot) };
}

interface WordWish {
  readonly reason?: RevocationReason | null;
  readonly verdict?: "APPROVE" | "DECLINE";
  readonly slot?: "AUTH" | "SIGN";
  readonly over?: (facts: Parameters<typeof orderWordText>[1]) => Partial<Parameters<typeof orderWordText>[1]>;
}

/** A second person's word on what a stolen `web` has shown them; `first` is what they were shown. */
export async function withheldWord(
  browser: Visitor,
  by: TestHolder,
  about: readonly RevocableCertificate[],
  first: Signed,
  wish: WordWish = {},
): Promise<Signed> {
  const { reason = "KEY_COMPROMISE", verdict = "APPROVE", slot = "SIGN" } = wish;
  const { nonce } = await challenge(browser, `${verdict}_ORDER`);
  const facts = {
    ...({ origin: ORIGIN, nonce, language: "kk", reason, ...PAPER, certificates: about } as const),
    expiresAt: /^expires: (.*)$/m.exec(first.text)?.[1] ?? "",
    order: createHash("sha256").update(first.text).digest("hex"),
  };
  const word = verdict === "APPROVE" ? { verdict } : { verdict, declinedFor: "Жоқ" };
  const text = orderWordText(word, { ...facts, ...wish.over?.(facts) });
  const cms = cmsOver(text, by.keys[slot], by.certificates[slot], browser.world.clock.now());
  return { text, cms, signer: named(by, slot) };
}

export interface Planted {
  readonly about: readonly RevocableCertificate[];
  readonly first: Signed;
  readonly second: Signed;
  readonly reason?: RevocationReason | null;
  /** What the second document is written down as. */
  readonly purpose?: "APPROVE_ORDER" | "DECLINE_ORDER" | "REVOKE" | "RELEASE";
  /** The order's certificates, where they are not the ones that are to be revoked. */
  readonly listed?: readonly RevocableCertificate[];
  /** Without the order's own row. */
  readonly alone?: true;
  readonly expiresAt?: Date;
}

/** Writes all of it down, each part as the thief likes: in one transaction, as a use case would. */
export async function plant(db: Database, at: Date, planted: Planted): Promise<void> {
  const { about, first, second, reason = "KEY_COMPROMISE", purpose = "APPROVE_ORDER", listed = about } = planted;
  const idOf = async ({ serial }: RevocableCertificate) =>
    (await db.certificate.findFirstOrThrow({ where: { serial }, select: { id: true } })).id;
  const ids = await Promise.all(about.map(idOf));
  const listedIds = await Promise.all(listed.map(idOf));
  const signers = [await idOf(first.signer), await idOf(second.signer)] as const;
  const expiresAt = planted.expiresAt ?? new Date(/^expires: (.*)$/m.exec(first.text)?.[1] ?? orderExpiry(at));
  await db.$transaction(async (tx) => {
    const [one, two] = [newRowId(), newRowId()];
    const document = async (id: string, { text, cms }: Signed, said: string, certificateId: string) =>
      tx.$executeRaw`INSERT INTO signed_document (id, purpose, text, cms, certificate_id, signed_at)
        VALUES (${id}::uuid, ${said}::"DocumentPurpose", ${text}, ${cms}, ${certificateId}::uuid, ${at})`;
    await document(one, first, "ORDER", signers[0]);
    await document(two, second, purpose, signers[1]);
    if (!planted.alone) {
      const orderId = newRowId();
      await tx.$executeRaw`INSERT INTO authority_order (id, reason, document_number, document_date, document_id, signed_at,
          expires_at) VALUES (${orderId}::uuid, ${reason}::"RevocationReason", ${PAPER.documentNumber},
          ${PAPER.documentDate}::date, ${one}::uuid, ${at}, ${expiresAt})`;
      await tx.authorityOrderCertificate.createMany({
        data: listedIds.map((certificateId) => ({ orderId, certificateId })),
      });
      await tx.$executeRaw`UPDATE authority_order SET state = 'APPROVED', decision_id = ${two}::uuid, decided_at = ${at}
        WHERE id = ${orderId}::uuid`;
    }
    for (const certificateId of ids) {
      await tx.$executeRaw`INSERT INTO revocation_order (id, document_id, certificate_id, reason, ordered_at)
        VALUES (${newRowId()}::uuid, ${two}::uuid, ${certificateId}::uuid, ${reason}::"RevocationReason", ${at})`;
    }
    // what is checked at the end tells its reason only when it is asked before
    await tx.$executeRaw`SET CONSTRAINTS ALL IMMEDIATE`;
  });
}

export const plain = async (stage: Scene, about = [named(stage.employee)]): Promise<Planted> => {
  const first = await withheldOrder(stage.desk, stage.operator, about);
  return { about, first, second: await withheldWord(stage.office, stage.senior, about, first) };
};
