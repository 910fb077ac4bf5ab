import { readFileSync } from "node:fs";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { SchemaEngine } from "@prisma/schema-engine-wasm";
import pg from "pg";
import { expect, it } from "vitest";
import { testDatabase } from "#tests/support/database.ts";

const SCHEMA = readFileSync("prisma/schema.prisma", "utf8");

it("makes with the migrations what schema.prisma says", async () => {
  expect(await migrated()).toEqual(await fromSchema(SCHEMA));
});

it("would notice a column that only schema.prisma has", async () => {
  const planted = await fromSchema(SCHEMA.replace("model Person {", "model Person {\n  planted String?"));
  const found = await migrated();
  expect(planted.filter((line) => !found.includes(line))).toEqual(["column person.planted text null "]);
});

async function migrated(): Promise<readonly string[]> {
  const { url } = await testDatabase();
  return formOf(url);
}

/** A database made by Prisma's schema engine from `schema` alone. */
async function fromSchema(schema: string): Promise<readonly string[]> {
  const { url } = await testDatabase();
  await query(url, "DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  await query(url, await sqlOf(schema, url));
  return formOf(url);
}

async function sqlOf(schema: string, url: string): Promise<string> {
  const adapter = bindMigrationAwareSqlAdapterFactory(new PrismaPg({ connectionString: url }));
  const engine = await SchemaEngine.new({ datamodels: [["schema.prisma", schema]] }, () => undefined, adapter);
  const { stdout } = await engine.diff({
    from: { tag: "empty" },
    to: { tag: "schemaDatamodel", files: [{ path: "schema.prisma", content: schema }] },
    script: true,
    exitCode: null,
    filters: { externalTables: [], externalEnums: [] },
  });
  engine.free();
  return stdout ?? "";
}

/** Columns, indexes, keys and enumerations, a line each; without what schema.prisma can't say: checks, and partial, covering and computed indexes. */
async function formOf(url: string): Promise<readonly string[]> {
  const rows = await query(
    url,
    `SELECT line FROM (
       SELECT format('column %s.%s %s %s %s', table_name, column_name, coalesce(domain_name, udt_name) ||
           coalesce('(' || character_maximum_length || ')', '') || coalesce('(' || datetime_precision || ')', ''),
           CASE is_nullable WHEN 'YES' THEN 'null' ELSE 'not null' END, coalesce(column_default, '')) AS line
         FROM information_schema.columns WHERE table_schema = 'public' AND table_name <> ALL ($1)
       UNION ALL
       SELECT indexdef FROM pg_indexes
         WHERE schemaname = 'public' AND tablename <> ALL ($1) AND indexdef NOT LIKE '% WHERE %' AND indexdef NOT LIKE '% INCLUDE %'
           AND NOT EXISTS (SELECT FROM pg_index WHERE indexrelid = quote_ident(indexname)::regclass AND indexprs IS NOT NULL)
       UNION ALL
       SELECT format('%s %s %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
         WHERE connamespace = 'public'::regnamespace AND contype IN ('p', 'f', 'u')
           AND conrelid::regclass::text <> ALL ($1)
       UNION ALL
       SELECT format('enum %s %s', enumtypid::regtype, string_agg(enumlabel, ' ' ORDER BY enumsortorder))
         FROM pg_enum GROUP BY enumtypid
         HAVING enumtypid IN (SELECT oid FROM pg_type WHERE typnamespace = 'public'::regnamespace)
     ) found ORDER BY line`,
    [["rate_limit", "_prisma_migrations"]],
  );
  return rows.map(({ line }) => line);
}

async function query(url: string, sql: string, values?: readonly unknown[]): Promise<readonly { line: string }[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<{ line: string }>(sql, values && [...values])).rows;
  } finally {
    await client.end();
  }
}
