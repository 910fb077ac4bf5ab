import { createHash } from "node:crypto";
import { toBase64 } from "#pki/bytes.ts";
import type { RevocableCertificate } from "#portal/documents/contract.ts";
import { type OrderWord, orderExpiry, orderText, orderWordText } from "#portal/orders/contract.ts";
import type { RevocationReason } from "#portal/revocation/contract.ts";
import { cmsOver } from "./people.ts";
import { type Answer, call, challenge, type Visitor } from "./visitor.ts";
import { ORIGIN, type TestHolder } from "./world.ts";

interface Signer {
  readonly slot?: "AUTH" | "SIGN";
  readonly signer?: TestHolder;
  readonly text?: (text: string) => string;
  readonly purpose?: string;
  /** What is sent, where it is not what is signed. */
  readonly over?: Readonly<Record<string, unknown>>;
}

export interface OrderWish extends Signer {
  readonly reason?: RevocationReason | null;
  readonly documentNumber?: string;
}

export const PAPER = { documentNumber: "7599-26-00-2/11", documentDate: "2026-11-20" } as const;

/** What a browser sends to have the authority's order signed by its first person; each part can be made wrong. */
export async function orderBody(
  visitor: Visitor,
  by: TestHolder,
  certificates: readonly RevocableCertificate[],
  wish: OrderWish = {},
) {
  const { reason = "KEY_COMPROMISE", documentNumber = PAPER.documentNumber } = wish;
  const { nonce, expiresAt } = await challenge(visitor, wish.purpose ?? "ORDER");
  const facts = { reason, ...PAPER, documentNumber, certificates };
  const text = orderText({
    ...{ origin: ORIGIN, nonce, language: "kk", ...facts },
    expiresAt: orderExpiry(new Date(expiresAt)).toISOString(),
  });
  const serials = certificates.map(({ serial }) => serial);
  const paper = { ...PAPER, documentNumber };
  return { nonce, language: "kk", serials, reason, ...paper, cms: signed(visitor, by, text, wish), ...wish.over };
}

export async function order(
  visitor: Visitor,
  by: TestHolder,
  certificates: readonly RevocableCertificate[],
  wish: OrderWish = {},
): Promise<Answer & { readonly id: string }> {
  const answer = await call(visitor, "POST /api/orders", { json: await orderBody(visitor, by, certificates, wish) });
  return { ...answer, id: idIn(answer) };
}

const idIn = ({ body }: Answer) =>
  String(Object.entries(body ?? {}).find(([key]) => key === "id")?.[1] ?? "00000000-0000-7000-8000-000000000000");

interface WordWish extends Signer {
  readonly word?: OrderWord;
  /** Of the order that the signed text is about, where it is not the one decided on. */
  readonly about?: string;
}

/** What a second person's browser sends; the facts are the register's, as the page has them. */
export async function wordBody(visitor: Visitor, by: TestHolder, id: string, wish: WordWish = {}) {
  const { word = { verdict: "APPROVE" } } = wish;
  const { nonce } = await challenge(visitor, wish.purpose ?? `${word.verdict}_ORDER`);
  const text = orderWordText(word, {
    origin: ORIGIN,
    nonce,
    language: "ru",
    ...(await factsOf(visitor, wish.about ?? id)),
  });
  return { nonce, language: "ru", ...word, cms: signed(visitor, by, text, wish), ...wish.over };
}

async function factsOf({ world }: Visitor, id: string) {
  const row = await world.owner.authorityOrder.findUniqueOrThrow({
    where: { id },
    include: {
      document: true,
      certificates: { include: { certificate: { include: { holder: { include: { person: true } } } } } },
    },
  });
  return {
    reason: row.reason,
    documentNumber: row.documentNumber,
    documentDate: row.documentDate.toISOString().slice(0, 10),
    expiresAt: row.expiresAt.toISOString(),
    order: createHash("sha256").update(row.document.text).digest("hex"),
    certificates: row.certificates.map(({ certificate: { serial, slot, holder } }) => ({
      ...{ serial, slot, iin: holder.person.iin },
      name: [holder.person.surname, holder.person.givenName, holder.person.patronymic].filter(Boolean).join(" "),
    })),
  };
}

export async function decideOn(visitor: Visitor, by: TestHolder, id: string, wish: WordWish = {}): Promise<Answer> {
  return call(visitor, "POST /api/orders/[id]/decision", { id, json: await wordBody(visitor, by, id, wish) });
}

function signed(visitor: Visitor, by: TestHolder, text: string, wish: Signer): string {
  const { slot = "SIGN", signer = by } = wish;
  const at = visitor.world.clock.now();
  return toBase64(cmsOver(wish.text?.(text) ?? text, signer.keys[slot], signer.certificates[slot], at));
}
