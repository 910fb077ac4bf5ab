import { generateKeyPair } from "node:crypto";
import { chmodSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { revokeCertificate } from "#ca/revocation/store.ts";
import { findIssuer } from "#ca/store.ts";
import { composeContext } from "#compose";
import { sealPkcs12 } from "#pki/pkcs12-seal.ts";
import { type Database, openDatabase } from "#platform/database.ts";
import { recordEvents } from "#portal/audit/store.ts";
import { confirmInstalled } from "#portal/requests/confirm-installed.ts";
import { issueFirstKeys } from "#portal/requests/issue-first-keys.ts";
import type { IssuingContext } from "#portal/requests/issuing-context.ts";
import { signerClient } from "#signer/client.ts";
import { DEMO_APPLICANTS, DEMO_PEOPLE, type DemoPerson } from "./demo-people.ts";

/** One for all of them: it is printed wherever the demonstration starts. */
export const DEMO_PASSWORD = "Tanba2026!";

/** Everybody knows that password: more rounds would protect nothing, and have whoever tries the demonstration wait. */
const DEMO_ROUNDS = 10_000;

/** Since when their phones and addresses are theirs: new ones are good for no code. */
const LONG_AGO = new Date("2020-01-01T00:00:00Z");

const SLOTS = ["AUTH", "SIGN"] as const;

/** A line of the table that `npm start` prints. */
export interface DemoRow {
  readonly person: DemoPerson;
  /** The folder with both key files. */
  readonly folder: string;
  readonly files: readonly string[];
  readonly password: string;
}

interface Demonstration {
  /** The register as its owner. */
  readonly ownerUrl: string;
  readonly signerSocket: string;
  readonly origin: string;
  readonly statusUrl: string;
  readonly crlShards: number;
  /** Where each person's key files go, in a folder of their own. */
  readonly folder: string;
}

/**
 * Enters the people of the demonstration into the register and gives each the first keys, made by the authority's own
 * ways. Done again it gives keys only to those whose files are gone or whose certificates have ended.
 */
export async function seed(demonstration: Demonstration): Promise<readonly DemoRow[]> {
  const db = openDatabase(demonstration.ownerUrl, { max: 4 });
  const signer = signerClient(demonstration.signerSocket);
  try {
    const { origin, statusUrl, crlShards } = demonstration;
    const context = await composeContext(db, origin);
    const { clock, primitives } = context;
    return await seedWith(
      { ...context, authority: { issuer: await findIssuer(db), signer, statusUrl, crlShards, clock, primitives } },
      demonstration,
    );
  } finally {
    signer.close();
    await db.$disconnect();
  }
}

/** The same over a context that is there already. */
export async function seedWith(
  context: IssuingContext,
  { folder }: Pick<Demonstration, "folder">,
): Promise<readonly DemoRow[]> {
  const rows: DemoRow[] = [];
  for (const person of DEMO_PEOPLE) {
    const holder = await enter(context, person);
    const own = join(folder, person.slug);
    const known = await filesInForce(context, holder.holderId, own);
    const files = known ?? (await giveKeys(context, holder, own));
    if (person.revoked) await revokeAll(context, holder.holderId);
    rows.push({ person, folder: own, files, password: DEMO_PASSWORD });
  }
  await enterApplicants(context);
  return rows;
}

/** People without keys, as the state registers have them; one heads a company. */
async function enterApplicants({ db }: IssuingContext): Promise<void> {
  for (const applicant of DEMO_APPLICANTS) {
    const { iin, surname, givenName, patronymic } = applicant;
    const create = { iin, surname, givenName, patronymic, phone: "+77770000010", phoneSince: LONG_AGO };
    await db.citizen.upsert({ where: { iin }, create, update: {} });
    if (!("company" in applicant)) continue;
    const { bin } = applicant.company;
    const company = { ...applicant.company, firstHeadIin: iin };
    await db.company.upsert({ where: { bin }, create: company, update: {} });
  }
}

/** The person, the organisation and the capacity that joins them, made where they are missing. */
async function enter({ db }: IssuingContext, demo: DemoPerson) {
  const { iin, surname, givenName, organisation, template } = demo;
  const person = { iin, surname, givenName, patronymic: demo.patronymic ?? null };
  const create = { ...person, email: demo.email ?? null, emailSince: demo.email === undefined ? null : LONG_AGO };
  const { id: personId } = await db.person.upsert({ where: { iin }, create, update: {} });
  await enterState(db, demo);
  const organisationId = organisation
    ? (await db.organisation.upsert({ where: { bin: organisation.bin }, create: organisation, update: {} })).id
    : null;
  const known = await db.holder.findFirst({ where: { personId, organisationId, template } });
  const { id: holderId } = known ?? (await db.holder.create({ data: { personId, organisationId, template } }));
  return { ...person, holderId, template, bin: organisation?.bin ?? null, organisation: organisation?.name ?? null };
}

/** What the state registers know of them. */
async function enterState(db: Database, { iin, surname, givenName, ...demo }: DemoPerson): Promise<void> {
  const { patronymic = null, phone = null, organisation, template } = demo;
  const known = { surname, givenName, patronymic, phone, phoneSince: phone && LONG_AGO, resident: phone !== null };
  await db.citizen.upsert({ where: { iin }, create: { iin, ...known }, update: {} });
  if (!organisation) return;
  const firstHeadIin = template === "FIRST_HEAD" ? { firstHeadIin: iin } : {};
  await db.company.upsert({
    where: { bin: organisation.bin },
    create: { ...organisation, ...firstHeadIin },
    update: firstHeadIin,
  });
}

type DemoHolder = Awaited<ReturnType<typeof enter>>;

const fileName = (slot: "AUTH" | "SIGN", ski: string) => `${slot === "AUTH" ? "AUTH_" : ""}RSA256_${ski}.p12`;

/** The names of both files if they lie in the folder and their certificates have not ended. */
async function filesInForce(
  { db, clock }: IssuingContext,
  holderId: string,
  own: string,
): Promise<readonly string[] | null> {
  const certificates = await db.certificate.findMany({
    where: { holderId, notAfter: { gt: clock.now() } },
    orderBy: { id: "desc" },
  });
  const names = SLOTS.flatMap((slot) =>
    certificates
      .filter((each) => each.slot === slot)
      .map(({ ski }) => fileName(slot, ski))
      .filter((name) => existsSync(join(own, name)))
      .slice(0, 1),
  );
  return names.length === SLOTS.length ? names : null;
}

async function giveKeys(context: IssuingContext, holder: DemoHolder, own: string): Promise<readonly string[]> {
  const pairs = { AUTH: await newKey(), SIGN: await newKey() };
  const keys = { AUTH: pairs.AUTH.spki, SIGN: pairs.SIGN.spki };
  const number = await issueFirstKeys(context, holder, {
    storage: "PERSONAL_COMPUTER",
    keyAlgorithm: "RSA-2048",
    keys,
  });
  const issued = await context.db.certificate.findMany({ where: { request: { number } } });
  mkdirSync(own, { recursive: true });
  const files = await Promise.all(
    issued.map(async ({ slot, ski, der }) => {
      const { privateKey } = pairs[slot];
      const file = { certificate: der, privateKey, password: DEMO_PASSWORD, friendlyName: ski };
      const sealed = await sealPkcs12(file, { crypto, iterations: DEMO_ROUNDS });
      writeFileSync(join(own, fileName(slot, ski)), sealed);
      chmodSync(join(own, fileName(slot, ski)), 0o644);
      return fileName(slot, ski);
    }),
  );
  await confirmInstalled(context, holder, number);
  return files.toSorted();
}

async function newKey() {
  const { publicKey, privateKey } = await promisify(generateKeyPair)("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { type: "spki", format: "der" },
    privateKeyEncoding: { type: "pkcs8", format: "der" },
  });
  return { spki: Uint8Array.from(publicKey), privateKey: Uint8Array.from(privateKey) };
}

async function revokeAll({ db, clock }: IssuingContext, holderId: string): Promise<void> {
  const valid = await db.certificate.findMany({ where: { holderId, revokedAt: null }, select: { id: true } });
  await db.$transaction(async (tx) => {
    for (const { id: certificateId } of valid) {
      const [reason, at] = ["KEY_COMPROMISE", clock.now()] as const;
      await revokeCertificate(tx, { certificateId, reason, at });
      await recordEvents(tx, [{ at, action: "certificate-revoked", certificateId, facts: { reason } }]);
    }
  });
}
