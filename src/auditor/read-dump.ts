import { leafHash } from "#pki/merkle.ts";
import { eventBytes } from "#portal/audit/event-bytes.ts";

/** One place in the log, as a dump has it. */
export interface DumpedEntry {
  readonly seq: bigint;
  readonly eventSeq: bigint;
  readonly leaf: Uint8Array;
  readonly prevHash: Uint8Array;
  readonly hash: Uint8Array;
}

/** The log out of a dump, in whatever order the dump has it. */
export interface DumpedLog {
  /** The leaf of each event, made here from its columns; one that is there twice has two. */
  readonly events: ReadonlyMap<bigint, readonly Uint8Array[]>;
  readonly entries: readonly DumpedEntry[];
}

type Row = (column: string) => string;

/**
 * Reads the events and the entries of the log from a plain dump of PostgreSQL: `pg_dump`'s, or one of ours, which is alike.
 * All else in it is passed over.
 *
 * @throws {Error} naming the line that can't be read
 */
export async function readDump(lines: AsyncIterable<string> | Iterable<string>): Promise<DumpedLog> {
  const events = new Map<bigint, Uint8Array[]>();
  const entries: DumpedEntry[] = [];
  const take: Readonly<Record<string, (row: Row) => void>> = {
    audit_event(row) {
      const seq = BigInt(row("seq"));
      events.set(seq, [...(events.get(seq) ?? []), leafOf(seq, row)]);
    },
    audit_entry: (row) => entries.push(entryOf(row)),
  };

  let table: { readonly columns: readonly string[]; readonly name: string } | undefined;
  let number = 0;
  for await (const line of lines) {
    number++;
    if (!table) table = begunBy(line);
    else if (line === "\\.") table = undefined;
    else {
      try {
        take[table.name]?.(rowOf(table.columns, line));
      } catch (cause) {
        throw new Error(`line ${number} of the dump can't be read as a row of ${table.name}`, { cause });
      }
    }
  }
  return { events, entries };
}

const COPY = /^COPY (?:public\.)?"?(\w+)"? \((.*)\) FROM stdin;$/;

function begunBy(line: string) {
  const [, name = "", columns = ""] = COPY.exec(line) ?? [];
  return name === "" ? undefined : { name, columns: columns.split(", ").map((column) => column.replaceAll('"', "")) };
}

function rowOf(columns: readonly string[], line: string): Row {
  const fields = line.split("\t");
  if (fields.length !== columns.length) throw new Error("not as many fields as columns");
  return (column) => {
    const field = fields[columns.indexOf(column)];
    if (field === undefined) throw new Error(`no column ${column}`);
    return field;
  };
}

const ESCAPED: Readonly<Record<string, string>> = { b: "\b", f: "\f", n: "\n", r: "\r", t: "\t", v: "\v" };

/** @see PostgreSQL's manual, COPY, "Text Format" */
const text = (field: string) => field.replaceAll(/\\(.)/g, (_, letter: string) => ESCAPED[letter] ?? letter);

const textOrNull = (field: string) => (field === "\\N" ? null : text(field));

function leafOf(seq: bigint, row: Row): Uint8Array {
  const [actorId, requestId, certificateId] = ["actor_id", "request_id", "certificate_id"].map((id) =>
    textOrNull(row(id)),
  );
  const said = {
    at: instant(text(row("at"))),
    action: text(row("action")),
    facts: text(row("facts")),
    salt: text(row("salt")),
  };
  return leafHash(
    eventBytes({
      seq,
      ...said,
      actorId: actorId ?? null,
      requestId: requestId ?? null,
      certificateId: certificateId ?? null,
    }),
  );
}

const entryOf = (row: Row): DumpedEntry => ({
  seq: BigInt(row("seq")),
  eventSeq: BigInt(row("event_seq")),
  leaf: bytes(row("leaf")),
  prevHash: bytes(row("prev_hash")),
  hash: bytes(row("hash")),
});

function bytes(field: string): Uint8Array {
  const hex = text(field);
  if (!/^\\x([0-9a-f]{2})*$/.test(hex)) throw new Error("no bytes");
  return new Uint8Array(Buffer.from(hex.slice(2), "hex"));
}

/** A `timestamptz` as ISO dates have it, in whatever time zone the dump was made. */
function instant(written: string): Date {
  const [, day, time, fraction = "", zone = "", minutes = ":00"] =
    /^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?([+-]\d\d)(:\d\d)?$/.exec(written) ?? [];
  const at = new Date(`${day}T${time}.${fraction.padEnd(3, "0")}${zone}${minutes}`);
  if (Number.isNaN(at.getTime())) throw new Error("no instant");
  return at;
}
