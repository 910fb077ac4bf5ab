interface Hold {
  readonly relation: "OWN" | "STAFF";
  /** Who put it there; null for nobody who could sign for it. */
  readonly placer: string | null;
  /** Whose certificate it is. */
  readonly personId: string;
}

/** The holder lifts a hold of their own, and a senior manager one that a senior manager has put there. */
export function mayLift({ relation, placer, personId }: Hold): boolean {
  if (placer === null) return false;
  return relation === (placer === personId ? "OWN" : "STAFF");
}
