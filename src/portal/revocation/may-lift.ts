interface Hold {
  readonly relation: "OWN" | "STAFF";
  /** On whose word it is there; null for nobody who could sign for it. */
  readonly placer: { readonly personId: string; readonly byAuthority: boolean } | null;
  /** Whose certificate it is. */
  readonly personId: string;
}

/**
 * The holder lifts a hold of their own, and a senior manager one that a senior manager has put there. What the authority has
 * ordered only another order of the authority lifts.
 */
export function mayLift({ relation, placer, personId }: Hold): boolean {
  if (placer === null || placer.byAuthority) return false;
  return relation === (placer.personId === personId ? "OWN" : "STAFF");
}
