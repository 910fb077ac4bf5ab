import type pg from "pg";

/** What of the log a dump holds, and how PostgreSQL writes each column as text. */
const TABLES = [
  {
    name: "audit_event",
    columns: ["seq", "at", "action", "actor_id", "request_id", "certificate_id", "facts", "salt"],
  },
  { name: "audit_entry", columns: ["seq", "event_seq", "leaf", "prev_hash", "hash"] },
] as const;

const AT_ONCE = 10_000;

/**
 * The log as lines of a plain dump, in the form of `pg_dump`.
 *
 * @param client in a transaction that sees one moment
 */
export async function* dumpLog(client: pg.ClientBase): AsyncGenerator<string> {
  await client.query("SET LOCAL TimeZone = 'UTC'; SET LOCAL DateStyle = 'ISO'");
  for (const { name, columns } of TABLES) {
    yield `COPY public.${name} (${columns.join(", ")}) FROM stdin;`;
    const asText = columns.map((column) => `${column}::text`).join(", ");
    for (let after = "-9223372036854775808"; ; ) {
      const { rows } = await client.query<(string | null)[]>({
        text: `SELECT ${asText} FROM ${name} WHERE seq > $1 ORDER BY ${name}.seq LIMIT ${AT_ONCE}`,
        values: [after],
        rowMode: "array",
      });
      for (const row of rows) yield row.map(field).join("\t");
      after = rows.at(-1)?.[0] ?? after;
      if (rows.length < AT_ONCE) break;
    }
    yield "\\.";
    yield "";
  }
}

const LETTERS: Readonly<Record<string, string>> = {
  ...{ "\\": "\\\\", "\b": "\\b", "\f": "\\f", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\v": "\\v" },
};

/** @see PostgreSQL's manual, COPY, "Text Format" */
function field(value: string | null): string {
  return value === null ? "\\N" : value.replaceAll(/[\\\b\f\n\r\t\v]/g, (letter) => LETTERS[letter] ?? letter);
}
