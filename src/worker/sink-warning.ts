import type { Env } from "#platform/env.ts";

/** What of letters and SMS goes to nobody but the sink of the demonstration, and by which setting; null when all goes out. */
export function sinkWarning({
  TANBA_SMTP_URL,
  TANBA_SMS_PROVIDER,
}: Pick<Env, "TANBA_SMTP_URL" | "TANBA_SMS_PROVIDER">): string | null {
  const kept = [
    ...(TANBA_SMTP_URL === undefined ? ["letters, for want of TANBA_SMTP_URL"] : []),
    ...(TANBA_SMS_PROVIDER === "sink" ? ["SMS, for want of a TANBA_SMS_PROVIDER"] : []),
  ];
  return kept.length === 0 ? null : `nobody gets ${kept.join(", nor ")}: they go to the demonstration's sink`;
}
