import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { pageActor } from "#http/page.ts";
import { isAuthorityStaff } from "#portal/staff/roles.ts";

/** Where signing in leads whoever asked for no page: the authority's staff to their work, all others to their keys. */
export default async function StartPage() {
  const locale = await getLocale();
  const { actor } = await pageActor(locale);
  redirect(`/${locale}${isAuthorityStaff(actor) ? "/operator" : "/account"}`);
}
