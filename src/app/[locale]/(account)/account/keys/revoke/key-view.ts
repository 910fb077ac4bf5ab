import type { RevocableKey } from "#portal/revocation/revocable-keys.ts";

/** A key that can be revoked, its last day in words. */
export type KeyView = Omit<RevocableKey, "notAfter"> & { readonly until: string };
