/** What the state registers know of a person, with the phone of the Mobile Citizens Database. */
export interface Citizen {
  readonly iin: string;
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
  /** As E.164 has it, `+77010000000`, and since when it is this person's. */
  readonly phone: { readonly number: string; readonly since: Date } | null;
  readonly isResident: boolean;
}

export interface Company {
  readonly bin: string;
  readonly name: string;
  /** The IIN of the first head, where the register has one. */
  readonly firstHead: string | null;
}

/** UNAVAILABLE is no answer: whoever asks has to ask again later, and may conclude nothing from it. */
export type Found<T> =
  | { readonly kind: "FOUND"; readonly found: T }
  | { readonly kind: "NOT_FOUND" }
  | { readonly kind: "UNAVAILABLE" };

/** The state registers of persons and companies, and the Mobile Citizens Database. Nothing here throws for their faults. */
export interface CitizenRegistry {
  findPerson(iin: string): Promise<Found<Citizen>>;
  findCompany(bin: string): Promise<Found<Company>>;
}
