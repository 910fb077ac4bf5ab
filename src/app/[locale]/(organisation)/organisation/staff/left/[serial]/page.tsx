import { notFound, redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { foundOr404 } from "#app/[locale]/(account)/account/_parts/found-or-404.ts";
import { pageActor } from "#http/page.ts";
import { Serial } from "#portal/revocation/contract.ts";
import { keysOfLeaver } from "#portal/revocation/keys-of-leaver.ts";

interface LeftPageProps {
  readonly params: Promise<{ readonly serial: string }>;
}

/** From a key of somebody who has left to the revocation of all that they have here, with its reason. */
export default async function LeftPage({ params }: LeftPageProps) {
  const { serial } = await params;
  if (!Serial.safeParse(serial).success) notFound();
  const locale = await getLocale();
  const { context, actor } = await pageActor(locale);
  const serials = await foundOr404(keysOfLeaver(context, actor, serial));
  const query = new URLSearchParams((serials.length > 0 ? serials : [serial]).map((one) => ["serial", one]));
  query.set("reason", "AFFILIATION_CHANGED");
  redirect(`/${locale}/account/keys/revoke?${query}`);
}
