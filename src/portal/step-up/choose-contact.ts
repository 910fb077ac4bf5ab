import type { Citizen } from "#platform/citizen-registry.ts";
import type { StepUpRefusal } from "./contract.ts";
import type { StepUpPolicy } from "./sending-context.ts";

/** A contact that was changed less than this ago may have been changed by whoever stole the key. */
export const TRUSTED_AFTER_MS = 72 * 3_600_000;

interface Asking {
  readonly policy: StepUpPolicy;
  readonly wanted: "SMS" | "EMAIL";
  /** As the state register has them; null for nobody. */
  readonly citizen: Citizen | null;
  /** The address in the account, and since when it is confirmed; null where it never was. */
  readonly email: string | null;
  readonly emailSince: Date | null;
  readonly now: Date;
}

export interface Contact {
  readonly channel: "SMS" | "EMAIL";
  readonly address: string;
}

/** Where a code may go: by the way that was wanted, or else by the other where policy allows it. Or why it may go nowhere. */
export function chooseContact({ policy, wanted, citizen, ...asking }: Asking): Contact | StepUpRefusal {
  if (!citizen) return "NO_SUCH_PERSON";
  const phone = phoneOf(citizen, asking.now);
  const email = policy === "sms-or-email" ? emailOf(asking) : null;
  const ways = wanted === "EMAIL" ? [email, phone] : [phone, email];
  return ways.find((way) => way !== null && typeof way !== "string") ?? phone;
}

function phoneOf({ phone, isResident }: Citizen, now: Date): Contact | StepUpRefusal {
  if (!phone) return isResident ? "NO_PHONE" : "NON_RESIDENT";
  return isTrusted(phone.since, now) ? { channel: "SMS", address: phone.number } : "CONTACT_TOO_NEW";
}

function emailOf({ email, emailSince, now }: Pick<Asking, "email" | "emailSince" | "now">): Contact | null {
  return email !== null && emailSince && isTrusted(emailSince, now) ? { channel: "EMAIL", address: email } : null;
}

const isTrusted = (since: Date, now: Date) => now.getTime() - since.getTime() >= TRUSTED_AFTER_MS;
