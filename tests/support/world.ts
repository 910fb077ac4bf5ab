import { randomBytes } from "node:crypto";
import { recordAuthority } from "#ca/store.ts";
import { composeContext, type Portal } from "#compose";
import type { Database } from "#platform/database.ts";
import type { Template } from "#platform/prisma/enums.ts";
import type { Actor } from "#portal/actor.ts";
import { citizensInTable } from "#portal/citizens/store.ts";
import { createLimiter, type Limit } from "#portal/limits/limiter.ts";
import { issueFirstKeys } from "#portal/requests/issue-first-keys.ts";
import type { IssuingContext } from "#portal/requests/issuing-context.ts";
import type { SendingContext } from "#portal/step-up/sending-context.ts";
import {
  NOW,
  STATUS_URL,
  type StandingClock,
  standingClock,
  type TestAuthority,
  type TestHierarchy,
  type TestLogSigner,
  testAuthority,
  testHierarchy,
  testLogSigner,
} from "./authority.ts";
import { type TestDatabase, testDatabase } from "./database.ts";
import { openForTest } from "./open-for-test.ts";
import { newKey, type TestKey } from "./people.ts";

export const ORIGIN = "https://tanba.test";

/** A portal of its own for one test: its own register, its own authority, a clock that stands, and nobody in it yet. */
export interface World {
  readonly database: TestDatabase;
  /** The register as its owner, for arranging and for looking. */
  readonly owner: Database;
  readonly clock: StandingClock;
  readonly authority: TestAuthority;
  /** What visitors reach, with the rights of `web`. */
  readonly portal: Portal;
  /** What the worker reaches, with the rights of `worker`. */
  readonly issuing: IssuingContext & SendingContext & { readonly logSigner: TestLogSigner };
  /** What the demonstration is set up with, with the rights of the owner. */
  readonly founding: IssuingContext;
  /** Errors that the portal told its operator. */
  readonly faults: unknown[];
}

/** One does for all tests of a process that want it so: making it costs more than all the rest. */
const hierarchies = new Map<string, Promise<TestHierarchy>>();

function hierarchyOf(now: Date, statusUrl: string): Promise<TestHierarchy> {
  const wanted = `${now.toISOString()} ${statusUrl}`;
  const made = hierarchies.get(wanted) ?? testHierarchy(now, statusUrl);
  hierarchies.set(wanted, made);
  return made;
}

/**
 * @param now where its clock stands: only where another program looks at the real time must it be that
 * @param statusUrl what stands in its certificates
 * @param database where its register is: only a test that kills PostgreSQL has one to itself
 */
export async function world({
  limits = {},
  now = NOW,
  statusUrl = STATUS_URL,
  database: named,
}: {
  limits?: Partial<Record<Limit, number>>;
  now?: Date;
  statusUrl?: string;
  database?: TestDatabase | undefined;
} = {}): Promise<World> {
  const made = await hierarchyOf(now, statusUrl);
  const clock = standingClock(now);
  const database = named ?? (await testDatabase());
  const owner = openForTest(database.url);
  await recordAuthority(owner, made);
  const issuer = await owner.authorityCertificate.findFirstOrThrow({ where: { kind: "ISSUING" } });
  const authority = await testAuthority(made, { clock, statusUrl, issuerId: issuer.id });
  const as = async (db: Database) => ({
    ...(await composeContext(db, ORIGIN)),
    clock,
    // PostgreSQL has the real time, and these worlds have their own
    registerNow: () => Promise.resolve(clock.now()),
  });
  const web = openForTest(database.urlAs("web"), 60);
  const worker = openForTest(database.urlAs("worker"));
  const faults: unknown[] = [];
  const tell = (fault: unknown) => void faults.push(fault);
  return {
    ...{ database, owner, clock, authority, faults },
    portal: {
      context: await as(web),
      limiter: createLimiter((text, values) => web.$queryRawUnsafe(text, ...values), { ...MANY, ...limits }),
      askOcsp: () => Promise.reject(new Error("no status service in this test")),
      log: { error: tell, warn: tell, info: () => undefined },
    },
    issuing: {
      ...{ ...(await as(worker)), authority, logSigner: await testLogSigner(made) },
      ...{ citizens: citizensInTable(worker), stepUp: "sms" },
    },
    founding: { ...(await as(owner)), authority },
  };
}

/** Tests come from one address and in one minute. */
const MANY = {
  challenge: 1_000_000,
  "sign-in": 1_000_000,
  track: 1_000_000,
  write: 1_000_000,
  report: 1_000_000,
  download: 1_000_000,
  code: 1_000_000,
  "email-link": 1_000_000,
  "register-question": 1_000_000,
  "register-answer": 1_000_000,
  "first-keys": 1_000_000,
  possession: 1_000_000,
};

/** A person with DS keys of one template, and the keys themselves. */
export interface TestHolder {
  readonly holderId: string;
  readonly personId: string;
  readonly actor: Omit<Actor, "certificateId">;
  readonly keys: { readonly AUTH: TestKey; readonly SIGN: TestKey };
  /** DER of the certificates in force. */
  readonly certificates: { readonly AUTH: Uint8Array<ArrayBuffer>; readonly SIGN: Uint8Array<ArrayBuffer> };
}

export interface HolderWish {
  readonly template?: Template;
  /** The organisation's BIN; organisations are made as they are named. */
  readonly bin?: string;
  /** The person's IIN, to give one person a second capacity. */
  readonly iin?: string;
  readonly keyAlgorithm?: TestKey["kind"];
}

const digits = (count: number) => Array.from(randomBytes(count), (byte) => byte % 10).join("");

export const BIN = "120340005678";

/** Enters a person into the register and gives them their first keys through the real authority. */
export async function holder({ founding, owner }: World, wish: HolderWish = {}): Promise<TestHolder> {
  const { template = "EMPLOYEE", iin = digits(12), keyAlgorithm = "EC-P256" } = wish;
  const bin = template === "INDIVIDUAL" ? undefined : (wish.bin ?? BIN);
  const known = { iin, surname: "Серікова", givenName: "Айгүл", patronymic: "Нұрланқызы", email: null };
  const person = await owner.person.upsert({ where: { iin }, create: known, update: {} });
  const { surname: name, email: _, ...called } = known;
  const citizen = {
    ...called,
    surname: name,
    phone: `+7700${iin.slice(-7)}`,
    phoneSince: new Date("2020-01-01T00:00:00Z"),
  };
  await owner.citizen.upsert({ where: { iin }, create: citizen, update: {} });
  const organisation =
    bin === undefined
      ? null
      : await owner.organisation.upsert({ where: { bin }, create: { bin, name: `ТОО "${bin}"` }, update: {} });
  const { id: holderId } = await owner.holder.create({
    data: { personId: person.id, organisationId: organisation?.id ?? null, template },
  });
  const { language, emailNotices, noticeKindsOff, surname, givenName, patronymic, email } = person;
  const whose = {
    bin: organisation?.bin ?? null,
    organisation: organisation?.name ?? null,
    organisationId: organisation?.id ?? null,
  };
  const actor = {
    holderId,
    personId: person.id,
    iin,
    surname,
    givenName,
    patronymic,
    email,
    language,
    emailNotices,
    noticeKindsOff,
    template,
    decidesFor: null,
    ...whose,
  };
  const keys = { AUTH: newKey(keyAlgorithm), SIGN: newKey(keyAlgorithm) };
  await issueFirstKeys(founding, actor, {
    storage: "PERSONAL_COMPUTER",
    keyAlgorithm,
    keys: { AUTH: keys.AUTH.spki, SIGN: keys.SIGN.spki },
  });
  return { holderId, personId: person.id, actor, keys, certificates: await certificatesOf(owner, holderId) };
}

/** The DER of a holder's newest pair. */
export async function certificatesOf(owner: Database, holderId: string) {
  const der = async (slot: "AUTH" | "SIGN") =>
    (await owner.certificate.findFirstOrThrow({ where: { holderId, slot }, orderBy: { id: "desc" } })).der;
  return { AUTH: await der("AUTH"), SIGN: await der("SIGN") };
}
