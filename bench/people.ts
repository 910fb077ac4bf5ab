import { hash, randomBytes } from "node:crypto";
import { preparePair, redeem } from "#ca/issue.ts";
import { recordCertificates } from "#ca/store.ts";
import { newRowId } from "#platform/row-id.ts";
import type { Registered } from "#portal/documents/request-form.ts";
import { newRequestNumber } from "#portal/requests/request-number.ts";
import type { TestKey } from "#tests/support/people.ts";
import type { NewKeys } from "./new-keys.ts";
import type { Site } from "./site.ts";

/** Someone in an organisation, with keys in force. */
export interface Person extends Registered {
  readonly holderId: string;
  readonly template: "EMPLOYEE" | "FIRST_HEAD";
  readonly bin: string;
  readonly organisation: string;
  readonly keys: { readonly AUTH: TestKey; readonly SIGN: TestKey };
  /** The SIGN certificate and its row, and the AUTH one; DER. */
  readonly signCertificate: { readonly id: string; readonly der: Uint8Array<ArrayBuffer> };
  readonly authCertificate: Uint8Array<ArrayBuffer>;
}

export interface Organisation {
  readonly manager: Person;
  readonly employees: readonly Person[];
}

const digits = (count: number) => Array.from(randomBytes(count), (byte) => byte % 10).join("");

/** Enters an organisation, its first head and so many employees, and gives each a pair of keys. */
export async function enterOrganisation(site: Site, newKeys: NewKeys, employees: number): Promise<Organisation> {
  const bin = digits(12);
  const organisation = `ТОО "${bin}"`;
  const { id: organisationId } = await site.owner.organisation.create({ data: { bin, name: organisation } });
  const keys = await newKeys(2 * (employees + 1));
  const whose = Array.from({ length: employees + 1 }, (_, at) => ({
    ...{ holderId: newRowId(), personId: newRowId(), requestId: newRowId(), organisationId },
    ...{ iin: digits(12), surname: "Серікова", givenName: "Айгүл", patronymic: "Нұрланқызы", bin, organisation },
    template: at === 0 ? ("FIRST_HEAD" as const) : ("EMPLOYEE" as const),
    keys: { AUTH: keyAt(keys, 2 * at), SIGN: keyAt(keys, 2 * at + 1) },
  }));
  await createHolders(site, whose);
  const [manager, ...others] = await certify(site, whose);
  if (!manager) throw new Error("nobody was entered");
  return { manager, employees: others };
}

type Entered = Omit<Person, "signCertificate" | "authCertificate"> & {
  readonly personId: string;
  readonly organisationId: string;
  readonly requestId: string;
};

function keyAt(keys: readonly TestKey[], at: number): TestKey {
  const key = keys[at];
  if (!key) throw new RangeError(`no key ${at}`);
  return key;
}

async function createHolders({ owner }: Site, people: readonly Entered[]): Promise<void> {
  await owner.person.createMany({
    data: people.map(({ personId: id, iin, surname, givenName, patronymic }) => {
      return { id, iin, surname, givenName, patronymic };
    }),
  });
  await owner.holder.createMany({
    data: people.map(({ holderId: id, personId, organisationId, template }) => {
      return { id, personId, organisationId, template };
    }),
  });
}

/** First keys, as the demonstration gives them, for all at once. */
async function certify(site: Site, people: readonly Entered[]): Promise<readonly Person[]> {
  const { issuing, owner } = site;
  const storage = "PERSONAL_COMPUTER" as const;
  const now = new Date();
  await owner.keyRequest.createMany({
    data: people.map(({ requestId: id, holderId, keys }) => ({
      ...{ id, holderId, storage, keyAlgorithm: keys.SIGN.kind, confirmation: "DEMONSTRATION", state: "ISSUED" },
      ...{ submittedAt: now, expiresAt: now, confirmedAt: now, changedAt: now, number: newRequestNumber(randomBytes) },
      ...{ authCsr: new Uint8Array(), signCsr: new Uint8Array(), authSpki: keys.AUTH.spki, signSpki: keys.SIGN.spki },
    })),
  });
  const intents = [];
  for (const { requestId, template, keys, bin, organisation, ...person } of people) {
    const order = { requestId, template, person, organisation: { bin, name: organisation }, storage };
    intents.push(
      ...(await preparePair(issuing.authority, { ...order, keys: { AUTH: keys.AUTH.spki, SIGN: keys.SIGN.spki } })),
    );
  }
  const ders = await redeem(issuing.authority, intents);
  const holderOf = new Map(people.map(({ requestId, holderId }) => [requestId, holderId]));
  const certificates = intents.map((intent, at) => {
    return { ...intent, storage, holderId: holderOf.get(intent.requestId) ?? "", der: ders[at] ?? new Uint8Array() };
  });
  await recordCertificates(owner, issuing.authority.issuer, certificates, now);
  return withCertificates(site, people);
}

async function withCertificates({ owner }: Site, people: readonly Entered[]): Promise<readonly Person[]> {
  const rows = await owner.certificate.findMany({
    where: { requestId: { in: people.map(({ requestId }) => requestId) } },
  });
  const rowOf = new Map(rows.map((row) => [`${row.requestId} ${row.slot}`, row]));
  return people.map((person) => {
    const sign = rowOf.get(`${person.requestId} SIGN`);
    const auth = rowOf.get(`${person.requestId} AUTH`);
    if (!sign || !auth) throw new Error("somebody got no certificates");
    return { ...person, signCertificate: { id: sign.id, der: sign.der }, authCertificate: auth.der };
  });
}

export const sha256 = (data: Uint8Array) => new Uint8Array(hash("sha256", data, "buffer"));
