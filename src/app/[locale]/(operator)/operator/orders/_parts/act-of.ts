import type { RevocationReason } from "#portal/revocation/contract.ts";

/** What an order does, by its reason: one without a reason lifts holds. */
export function actOf(reason: RevocationReason | null): "release" | "hold" | "revoke" {
  if (reason === null) return "release";
  return reason === "CERTIFICATE_HOLD" ? "hold" : "revoke";
}
