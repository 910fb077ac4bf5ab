import { readFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { keyIdentifierOfIssuer } from "#ca/issuing-key.ts";
import { profileExtensions } from "#ca/profile-extensions.ts";
import { PROFILES, type Storage } from "#ca/profiles.ts";
import { subjectName } from "#ca/subject.ts";
import { validityDays } from "#ca/validity.ts";
import { parseCertificate } from "#pki/certificate.ts";
import { subjectKeyIdentifier } from "#pki/extensions.ts";
import { assembleCertificate, encodeTbs } from "#pki/tbs-certificate.ts";

const STEP = /^-- step: (.+)$/m;
const STORAGES: readonly Storage[] = ["PERSONAL_COMPUTER", "KAZTOKEN"];

/** How many rows, and where whoever waits is told how far it is. */
interface Wish {
  /** About so many; each request has two. */
  readonly certificates: number;
  /** The base of the addresses in the certificates, without a slash at its end. */
  readonly statusUrl: string;
  /** Among how many CRLs they are divided. */
  readonly crlShards: number;
  tell?(step: string): void;
}

/**
 * Fills a register with synthetic people, organisations, requests and certificates, to see how lists and services do with
 * many. All of it or nothing; the signer is not asked, so no signature in them is one.
 *
 * Relying parties would be told of these certificates too: a register in which anybody but the demonstration has asked for
 * keys is refused, and one that has been filled already.
 *
 * @param ownerUrl the register, as its owner; after the ceremony
 * @throws {Error} with the reason in a sentence
 */
export async function seedMany(ownerUrl: string, { certificates, statusUrl, crlShards, tell }: Wish): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("BEGIN; SET LOCAL maintenance_work_mem = '256MB'; SET LOCAL work_mem = '128MB'");
    await requireHarmless(client);
    await sizes(client, certificates, crlShards);
    await patterns(client, statusUrl, crlShards);
    for (const [name, sql] of stepsOf(readFileSync(join(import.meta.dirname, "seed-many.sql"), "utf8"))) {
      tell?.(name);
      await client.query(sql);
    }
    await client.query("COMMIT");
    tell?.("Statistics for the planner");
    await client.query("VACUUM (ANALYZE)");
  } finally {
    await client.end();
  }
}

function stepsOf(text: string): readonly (readonly [name: string, sql: string])[] {
  const parts = text.split(STEP).slice(1);
  return parts.flatMap((name, at) => (at % 2 === 0 ? [[name, parts[at + 1] ?? ""] as const] : []));
}

async function requireHarmless(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ asked: boolean; filled: boolean }>(`
    SELECT EXISTS (SELECT FROM organisation WHERE bin = '000000000000') AS filled,
      EXISTS (SELECT FROM key_request WHERE confirmation <> 'DEMONSTRATION') AS asked`);
  if (rows[0]?.filled) throw new Error("This register has been filled with synthetic rows already.");
  if (rows[0]?.asked) throw new Error("Somebody has asked for keys in this register: it is left as it is.");
}

/** Of five requests that were issued two renew the keys of holders whom it already has. */
async function sizes(client: pg.Client, certificates: number, crlShards: number): Promise<void> {
  const holders = Math.max(60, Math.round((certificates / 2) * 0.6));
  await client.query(
    `CREATE TEMP TABLE seeding ON COMMIT DROP AS SELECT now()::timestamptz(0) AS now, ${holders} AS holders,
      ${Math.round((holders * 2) / 3)} AS renewed, ${Math.ceil(holders / 60) + 1} AS organisations,
      ${crlShards} AS crl_shards`,
  );
}

/** One certificate of each profile and storage, with the places of what will differ; positions count from 1, as in SQL. */
async function patterns(client: pg.Client, statusUrl: string, crlShards: number): Promise<void> {
  const { rows } = await client.query("SELECT id, der FROM authority_certificate WHERE kind = 'ISSUING' LIMIT 1");
  if (!rows[0]) throw new Error("There is no authority yet: run `npm start` once.");
  const issuer = parseCertificate(Uint8Array.from(rows[0].der));
  await client.query(`CREATE TEMP TABLE s_der (template "Template", slot "Slot", storage "Storage", profile text,
    profile_version int, days int, issuer_id uuid, der bytea, spki bytea, serial_at int, point_at int, ski_at int,
    spki_point_at int, not_before_at int, not_after_at int, shard int) ON COMMIT DROP`);
  const kinds = Object.values(PROFILES).flatMap((profile) => STORAGES.map((storage) => ({ profile, storage })));
  for (const { profile, storage } of kinds) {
    for (let shard = 1; shard <= crlShards; shard++) {
      const [template, slot] = profile.name.split("-");
      const subject = subjectName(NOBODY, profile.ofOrganisation ? { bin: "0".repeat(12), name: "ЖШС «Үлгі»" } : null);
      const extensions = profileExtensions({
        ...{ profile, storage, statusUrl, shard, key: "EC-P256", issuerKeyIdentifier: keyIdentifierOfIssuer(issuer) },
      });
      const { der, places } = pattern({ subject, issuer: issuer.subject, extensions });
      const row = [
        template,
        slot,
        storage,
        profile.name,
        profile.version,
        validityDays(storage),
        rows[0].id,
        der,
        SPKI,
      ];
      const values = [...row, ...places, shard];
      await client.query(`INSERT INTO s_der VALUES (${values.map((_, at) => `$${at + 1}`).join(", ")})`, values);
    }
  }
}

const NOBODY = { iin: "0".repeat(12), surname: "Үлгі", givenName: "Үлгі" };
const SERIAL = Buffer.alloc(20, 0x51);
const POINT = Buffer.alloc(64, 0x52);
const SKI = Buffer.alloc(20, 0x53);
const SPKI = Buffer.concat([Buffer.from("3059301306072a8648ce3d020106082a8648ce3d03010703420004", "hex"), POINT]);
const [NOT_BEFORE, NOT_AFTER] = [new Date("2001-01-01T00:00:00Z"), new Date("2002-02-02T00:00:00Z")];
/** Like an ECDSA signature, and none. */
const SIGNATURE = Buffer.from(`3044022${"0".padEnd(65, "5")}022${"0".padEnd(65, "5")}`, "hex");

type Named = Pick<Parameters<typeof encodeTbs>[0], "subject" | "issuer" | "extensions">;

function pattern({ extensions, ...names }: Named): { der: Uint8Array; places: readonly number[] } {
  const algorithm = "ECDSA-P256-SHA256";
  const tbs = encodeTbs({
    ...{ ...names, serial: SERIAL, algorithm, notBefore: NOT_BEFORE, notAfter: NOT_AFTER, spki: SPKI },
    extensions: [subjectKeyIdentifier(SKI), ...extensions],
  });
  const der = Buffer.from(assembleCertificate(tbs, algorithm, SIGNATURE));
  const at = (bytes: Buffer) => der.indexOf(bytes) + 1;
  const dates = ["010101000000Z", "020202000000Z"].map((date) => at(Buffer.from(date, "latin1")));
  return { der, places: [at(SERIAL), at(POINT), at(SKI), SPKI.indexOf(POINT) + 1, ...dates] };
}
