import type { StaffAct } from "#portal/staff/roles.ts";

interface StaffPage {
  readonly href: string;
  /** The right that opens it; null for all of the staff. */
  readonly act: StaffAct | null;
  /** Its name, under `operator.nav`. */
  readonly text: "home" | "requests" | "certificates" | "orders" | "firstKeys" | "messages" | "registers" | "log";
}

/** The pages of the authority's staff, in the order of the navigation: a new one is a row here. */
export const STAFF_PAGES: readonly StaffPage[] = [
  { href: "/operator", act: null, text: "home" },
  { href: "/operator/requests", act: "seeRequests", text: "requests" },
  { href: "/operator/certificates", act: "seeCertificates", text: "certificates" },
  { href: "/operator/orders", act: "orderRevocation", text: "orders" },
  { href: "/operator/first-keys", act: "confirmFirstKeys", text: "firstKeys" },
  { href: "/operator/messages", act: "seeMessages", text: "messages" },
  { href: "/operator/registers", act: "seeRegisters", text: "registers" },
  { href: "/operator/log", act: "readLog", text: "log" },
];
