import { hash } from "node:crypto";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { type Prisma, PrismaClient } from "./prisma/client.ts";

/** The register, as one of its roles sees it. */
export type Database = PrismaClient;

/** The register inside a transaction. */
export type Tx = Prisma.TransactionClient;

/** Texts of SQL that get a prepared statement on each connection; the ones after them are planned every time. */
const PREPARED_AT_MOST = 500;

/** How long a transaction may wait for a connection, and how long it may take, in milliseconds: long for a busy machine. */
const PATIENCE = { maxWait: 10_000, timeout: 20_000 };

/**
 * Connects to the register; nothing is sent before the first query.
 *
 * @param url postgresql://role:password@host:port/database
 * @param max connections at the same time
 */
export function openDatabase(url: string, { max = 10 }: { readonly max?: number } = {}): Database {
  return clientOver(adapterTo(url, max));
}

/** A client that says the same in the same words wherever `adapter` takes it. */
export function clientOver(adapter: SqlDriverAdapterFactory): Database {
  return new PrismaClient({ adapter, errorFormat: "minimal", transactionOptions: PATIENCE });
}

/** The way to a PostgreSQL, with a prepared statement for each text of SQL. */
export function adapterTo(url: string, max: number): PrismaPg {
  const names = new Map<string, string>();
  const statementNameGenerator = ({ sql }: { sql: string }): string => {
    const known = names.get(sql);
    if (known !== undefined) return known;
    if (names.size >= PREPARED_AT_MOST) return "";
    const name = hash("sha256", sql).slice(0, 32);
    names.set(sql, name);
    return name;
  };
  // Prisma sends instants without a zone: whatever zone the server is in, they are meant in UTC.
  return new PrismaPg({ connectionString: url, max, options: "-c TimeZone=UTC" }, { statementNameGenerator });
}
