import { randomBytes } from "node:crypto";
import { subjectName } from "#ca/subject.ts";
import { toBase64Url } from "#pki/bytes.ts";
import { newRowId } from "#platform/row-id.ts";
import { decidedFacts, formText, wordText } from "#portal/documents/request-form.ts";
import { newRequestNumber } from "#portal/requests/request-number.ts";
import { cmsOver, csrFor, type TestKey } from "#tests/support/people.ts";
import type { NewKeys } from "./new-keys.ts";
import { type Organisation, type Person, sha256 } from "./people.ts";
import { ORIGIN, type Site } from "./site.ts";

const DAY_MS = 86_400_000;
const STORAGE = "PERSONAL_COMPUTER";

/**
 * Files a request of every employee, signed, with new keys and a code, and puts the first head's signed word to each. They stay
 * SUBMITTED until `confirmAll`.
 *
 * @returns the ids of the requests
 */
export async function fileRequests(
  site: Site,
  organisations: readonly Organisation[],
  newKeys: NewKeys,
): Promise<readonly string[]> {
  const now = new Date();
  const filed = [];
  for (const { manager, employees } of organisations) {
    const keys = await newKeys(2 * employees.length);
    for (const [at, employee] of employees.entries()) {
      const [AUTH, SIGN] = keys.slice(2 * at, 2 * at + 2);
      if (AUTH && SIGN) filed.push(await fileOne(site, { manager, employee, now }, { AUTH, SIGN }));
    }
  }
  const { owner } = site;
  await owner.signedDocument.createMany({ data: filed.flatMap(({ documents }) => documents) });
  await owner.keyRequest.createMany({ data: filed.map(({ request }) => request) });
  await owner.stepUp.createMany({ data: filed.map(({ code }) => code) });
  await owner.publicKey.createMany({ data: filed.flatMap(({ publicKeys }) => publicKeys) });
  await owner.decision.createMany({ data: filed.map(({ decision }) => decision) });
  return filed.map(({ request }) => request.id);
}

/** The moment in which all of them become the worker's to do. */
export async function confirmAll({ owner }: Site, ids: readonly string[]): Promise<void> {
  const now = new Date();
  await owner.keyRequest.updateMany({
    where: { id: { in: [...ids] } },
    data: { state: "CONFIRMED", confirmedAt: now, changedAt: now },
  });
}

interface Filing {
  readonly manager: Person;
  readonly employee: Person;
  readonly now: Date;
}

type Pair = { readonly AUTH: TestKey; readonly SIGN: TestKey };

async function fileOne({ issuing }: Site, { manager, employee, now }: Filing, keys: Pair) {
  const { primitives } = issuing;
  const signing = () => ({ origin: ORIGIN, nonce: toBase64Url(randomBytes(32)), language: "kk" as const });
  const asked = {
    ...({
      number: newRequestNumber(randomBytes),
      storage: STORAGE,
      keyAlgorithm: keys.SIGN.kind,
      email: null,
    } as const),
    ...{ authSpki: keys.AUTH.spki, signSpki: keys.SIGN.spki },
  };
  const formSigning = signing();
  const form = await formText(formSigning, employee, asked, primitives);
  const { bin, organisation: name } = employee;
  const csr = { subject: subjectName(employee, { bin, name }), nonce: formSigning.nonce, storage: STORAGE } as const;

  const waiting = { ...asked, revision: 1, expiresAt: new Date(now.getTime() + 30 * DAY_MS), form };
  const word = wordText(await decidedFacts(employee, waiting, primitives), { ...signing(), verdict: "CONFIRM" });
  const [requestId, formId, wordId] = [newRowId(), newRowId(), newRowId()];
  return {
    request: {
      ...{ ...asked, id: requestId, holderId: employee.holderId, replacesId: employee.signCertificate.id },
      ...{ authCsr: csrFor(keys.AUTH, csr), signCsr: csrFor(keys.SIGN, csr), documentId: formId },
      ...({ submittedAt: now, changedAt: now, expiresAt: waiting.expiresAt, confirmation: "SENIOR_MANAGER" } as const),
    },
    code: redeemedCode(employee, form, now),
    documents: [signed(formId, "REISSUE", form, employee, now), signed(wordId, "CONFIRM", word, manager, now)],
    publicKeys: (["AUTH", "SIGN"] as const).map((slot) => {
      return { slot, requestId, firstAt: now, spkiSha256: sha256(keys[slot].spki) };
    }),
    decision: {
      ...{ requestId, revision: 1, verdict: "CONFIRM" as const, documentId: wordId, decidedAt: now },
      approverHolderId: manager.holderId,
    },
  };
}

function redeemedCode({ holderId }: Person, form: string, at: Date) {
  const textSha256 = sha256(new TextEncoder().encode(form));
  const sent = {
    sentAt: at,
    expiresAt: at,
    channel: "SMS",
    sentTo: "+7",
    codeSalt: textSha256,
    codeHash: textSha256,
  } as const;
  return { holderId, purpose: "REISSUE", textSha256, wanted: "SMS", ...sent, tries: 1, redeemedAt: at } as const;
}

function signed(id: string, purpose: "REISSUE" | "CONFIRM", text: string, signer: Person, signedAt: Date) {
  const { id: certificateId, der } = signer.signCertificate;
  return { id, purpose, text, cms: cmsOver(text, signer.keys.SIGN, der, signedAt), certificateId, signedAt };
}
