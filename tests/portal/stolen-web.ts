import { createHash } from "node:crypto";
import { fromBase64 } from "#pki/bytes.ts";
import type { Tx } from "#platform/database.ts";
import type { Confirmation, RequestState } from "#platform/prisma/enums.ts";
import { decisionBody } from "#tests/support/decide.ts";
import { type FormSent, reissueBody } from "#tests/support/reissue.ts";
import { redeem } from "#tests/support/step-up.ts";
import type { Visitor } from "#tests/support/visitor.ts";
import type { TestHolder } from "#tests/support/world.ts";

/*
 * What somebody who has taken over the web process can do: everything that its database role can, with whatever people
 * have signed in good faith. The rows are written past the use cases.
 */

type Wish = Parameters<typeof reissueBody>[2];
type Bytes = Uint8Array<ArrayBuffer>;

/** A form that its holder has signed and sent, with the code for it, and of which `web` has told nobody. */
export interface Withheld extends FormSent {
  readonly holderId: string;
  readonly text: string;
  readonly cms: Bytes;
}

export async function withheldForm(browser: Visitor, holder: TestHolder, wish: Wish = {}): Promise<Withheld> {
  let text = "";
  const sent = await reissueBody(browser, holder, {
    ...wish,
    text: (built) => {
      text = wish.text?.(built) ?? built;
      return text;
    },
  });
  const { holderId } = holder;
  if (sent.code) await redeem(browser.world, { holderId, text: sent.built, code: sent.code });
  return { ...sent, text, cms: bytesOf(sent.json["cms"]), holderId };
}

const bytesOf = (base64: unknown): Bytes => Uint8Array.from(fromBase64(String(base64)));
const sha256 = (bytes: Bytes) => new Uint8Array(createHash("sha256").update(bytes).digest());

interface Filing {
  readonly confirmation?: Confirmation;
  readonly state?: RequestState;
  readonly holderId?: string;
  readonly number?: string;
  readonly revision?: number;
  readonly confirmationsNeeded?: number;
  readonly authSpki?: Bytes;
  readonly authCsr?: Bytes;
  /** Whose certificate is said to have signed. */
  readonly certificateId?: string;
  /** Without the entry that keeps a key from being used twice. */
  readonly unentered?: boolean;
}

/** Files a form as `web` may, each part of it as the thief likes. @returns the request's id */
export async function file(db: Tx, form: Withheld, at: Date, filing: Filing = {}): Promise<string> {
  const { confirmation = "NOT_NEEDED", holderId = form.holderId, authSpki = form.keys.AUTH.spki } = filing;
  const state = filing.state ?? (confirmation === "NOT_NEEDED" ? "CONFIRMED" : "SUBMITTED");
  const certificateId = filing.certificateId ?? (await signCertificateOf(db, form.holderId));
  const { json, text, cms, keys } = form;
  const document = await db.signedDocument.create({
    data: { purpose: "REISSUE", text, cms, certificateId, signedAt: at },
  });
  const { id } = await db.keyRequest.create({
    data: {
      ...{ confirmation, state, holderId, replacesId: certificateId, documentId: document.id, authSpki },
      confirmationsNeeded: filing.confirmationsNeeded ?? 1,
      ...{ number: filing.number ?? form.number, revision: filing.revision ?? 1 },
      ...{ storage: "PERSONAL_COMPUTER", keyAlgorithm: String(json["keyAlgorithm"]), signSpki: keys.SIGN.spki },
      ...{ authCsr: filing.authCsr ?? bytesOf(json["authCsr"]), signCsr: bytesOf(json["signCsr"]) },
      ...{ submittedAt: at, changedAt: at, confirmedAt: at, expiresAt: new Date(at.getTime() + 30 * 86_400_000) },
    },
    select: { id: true },
  });
  if (filing.unentered) return id;
  const entries = [
    { slot: "AUTH" as const, spkiSha256: sha256(authSpki) },
    { slot: "SIGN" as const, spkiSha256: sha256(keys.SIGN.spki) },
  ];
  await db.publicKey.createMany({ data: entries.map((entry) => ({ ...entry, requestId: id, firstAt: at })) });
  return id;
}

export async function signCertificateOf(db: Tx, holderId: string): Promise<string> {
  return (await db.certificate.findFirstOrThrow({ where: { holderId, slot: "SIGN" } })).id;
}

interface Word {
  readonly text: string;
  readonly cms: Bytes;
  readonly certificateId: string;
}

/** A word on a request that somebody has really signed. */
export async function wordOf(
  browser: Visitor,
  signer: TestHolder,
  number: string,
  wish: Parameters<typeof decisionBody>[3] = {},
): Promise<Word> {
  let text = "";
  const keep = (built: string) => {
    text = wish.text?.(built) ?? built;
    return text;
  };
  const { cms } = await decisionBody(browser, signer, number, { ...wish, text: keep });
  return {
    text,
    cms: bytesOf(cms),
    certificateId: await signCertificateOf(browser.world.owner, signer.holderId),
  };
}

interface Deciding {
  readonly requestId: string;
  readonly approverHolderId: string;
  readonly at: Date;
  readonly revision?: number;
}

/** Writes a word down as a decision that confirms, and the request as confirmed. */
export async function confirmWith(db: Tx, word: Word, { requestId, approverHolderId, at, revision = 1 }: Deciding) {
  const { id: documentId } = await db.signedDocument.create({ data: { purpose: "CONFIRM", signedAt: at, ...word } });
  const whose = { requestId, revision, approverHolderId, documentId };
  await db.decision.create({ data: { ...whose, verdict: "CONFIRM", decidedAt: at } });
  await db.keyRequest.update({
    where: { id: requestId },
    data: { state: "CONFIRMED", confirmedAt: at },
    select: { id: true },
  });
}
