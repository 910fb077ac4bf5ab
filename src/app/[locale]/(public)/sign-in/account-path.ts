/** Where to go after signing in: a page for whoever is signed in that was asked for before, and nowhere outside it. */
export function accountPath(asked: string | string[] | undefined): string {
  return typeof asked === "string" && /^\/(account|organisation|operator)(\/[\w-]+)*$/.test(asked)
    ? asked
    : "/account/start";
}
