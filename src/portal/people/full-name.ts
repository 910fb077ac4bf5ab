interface Names {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
}

/** The name as documents and lists have it: surname, given name, patronymic. */
export function fullName({ surname, givenName, patronymic }: Names): string {
  return [surname, givenName, patronymic].filter(Boolean).join(" ");
}
