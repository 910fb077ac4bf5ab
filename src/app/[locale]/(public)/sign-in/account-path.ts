/** Where to go after signing in: a page of the account that was asked for before, and nowhere outside it. */
export function accountPath(asked: string | string[] | undefined): string {
  return typeof asked === "string" && /^\/(account|organisation)(\/[\w-]+)*$/.test(asked) ? asked : "/account";
}
