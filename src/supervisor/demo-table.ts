import { relative } from "node:path";
import type { DemoRow } from "../../prisma/seed.ts";

const ROLES: Readonly<Record<DemoRow["person"]["template"], string>> = {
  INDIVIDUAL: "individual",
  FIRST_HEAD: "first head",
  RIGHT_TO_SIGN: "right to sign",
  FINANCIAL_SIGNATURE: "financial signature",
  HR: "HR",
  EMPLOYEE: "employee",
  OPERATOR: "operator",
  SENIOR_OPERATOR: "senior operator",
  AUDITOR: "auditor",
  ADMINISTRATOR: "administrator",
};

/** The people of the demonstration as a table: role, name, folder with the two key files, password. */
export function demoTable(rows: readonly DemoRow[]): string {
  const cells = rows.map(({ person, folder, password }) => [
    [ROLES[person.template], person.organisation?.name, person.revoked && "revoked", !person.phone && "non-resident"]
      .filter(Boolean)
      .join(", "),
    `${person.surname} ${person.givenName}`,
    `${shortest(folder)}/`,
    password,
  ]);
  const table = [["Role", "Name", "Key files", "Password"], ...cells];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => lengthOf(row[column]))));
  const line = (row: readonly string[]) =>
    row.map((cell, column) => cell + " ".repeat(Math.max(0, (widths[column] ?? 0) - lengthOf(cell)))).join("   ");
  return `\n${table.map((row) => `  ${line(row)}`.trimEnd()).join("\n")}`;
}

const lengthOf = (text: string | undefined) => [...(text ?? "").normalize("NFC")].length;

/** As a person would type it from where they are. */
function shortest(folder: string): string {
  const path = relative(process.cwd(), folder);
  return path.startsWith("..") ? folder : path;
}
