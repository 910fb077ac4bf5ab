interface Named {
  readonly surname: string;
  readonly givenName: string;
  readonly patronymic: string | null;
}

/** A name that its owner knows again and a stranger learns little from: the first letter of each part. */
export function maskName({ surname, givenName, patronymic }: Named): string {
  const parts = [surname, givenName, patronymic ?? ""].filter((part) => part !== "");
  return parts.map((part) => `${[...part.toUpperCase()].slice(0, 1).join("")}•••`).join(" ");
}
