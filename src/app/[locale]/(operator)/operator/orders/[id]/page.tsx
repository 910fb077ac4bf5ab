import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { z } from "zod";
import { foundOr404 } from "#app/[locale]/(account)/account/_parts/found-or-404.ts";
import { pageActor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { type OpenedOrder, openOrder } from "#portal/orders/open-order.ts";
import { may } from "#portal/staff/roles.ts";
import { BackLink } from "#ui/back-link.tsx";
import { StaffOnly } from "../../_parts/staff-only.tsx";
import { OrderFacts } from "./order-facts.tsx";
import { OrderWord } from "./order-word.tsx";
import { Told } from "./told.tsx";

interface OrderPageProps {
  readonly params: Promise<{ readonly id: string }>;
  readonly searchParams: Promise<{ readonly faster?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("orders");
  return { title: t("order") };
}

/** One order of the authority, and the second person's word on it. */
export default async function OrderPage({ params, searchParams }: OrderPageProps) {
  const { id } = await params;
  const { context, actor } = await pageActor(await getLocale());
  if (!may(actor, "orderRevocation")) return <StaffOnly />;
  if (!z.uuid().safeParse(id).success) notFound();
  const order = await foundOr404(openOrder(context, actor, id));
  const t = await getTranslations("orders");
  const waitsForMe = order.state === "WAITING" && !order.own && may(actor, "approveOrder");
  const back = <BackLink href="/operator/orders">{t("back")}</BackLink>;
  return (
    <ClientMessages namespaces={["account", "approvals", "keyPicker", "keys", "orders", "reveal", "states"]}>
      {waitsForMe ? (
        <OrderWord back={back} order={signedPart(order)}>
          <OrderFacts of={order} />
        </OrderWord>
      ) : (
        <>
          {back}
          <div className="max-w-journey space-y-8">
            <Told of={order} faster={(await searchParams).faster !== undefined} />
            <OrderFacts of={order} />
          </div>
        </>
      )}
    </ClientMessages>
  );
}

/** What the signed document says of it, but for people's numbers. */
function signedPart({ id, hash, reason, documentNumber, documentDate, expiresAt, certificates }: OpenedOrder) {
  return {
    ...{ id, hash, reason, documentNumber, documentDate, expiresAt },
    certificates: certificates.map(({ serial, slot, name }) => ({ serial, slot, name })),
  };
}
