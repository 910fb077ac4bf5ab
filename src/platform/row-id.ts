import { randomBytes } from "node:crypto";

/** A new UUID of version 7, as Prisma makes them for rows, for rows that are written in SQL. @see RFC 9562 section 5.7 */
export function newRowId(): string {
  const random = randomBytes(10).toString("hex");
  const at = Date.now().toString(16).padStart(12, "0");
  const variant = (8 + (Number.parseInt(random.charAt(3), 16) & 3)).toString(16);
  return `${at.slice(0, 8)}-${at.slice(8)}-7${random.slice(0, 3)}-${variant}${random.slice(4, 7)}-${random.slice(8)}`;
}
