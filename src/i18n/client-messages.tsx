import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import type { Namespace } from "./messages.ts";
import { pickMessages } from "./pick-messages.ts";

interface ClientMessagesProps {
  /** What the client components inside say; `common` and `errors` come along. */
  readonly namespaces: readonly Namespace[];
  readonly children: ReactNode;
}

/** Hands the texts of a few namespaces down to the client components of a page. */
export async function ClientMessages({ namespaces, children }: ClientMessagesProps) {
  const locale = await getLocale();
  return (
    <NextIntlClientProvider
      locale={locale}
      messages={pickMessages(locale, ["common", "errors", ...namespaces])}
      timeZone="Asia/Almaty"
    >
      {children}
    </NextIntlClientProvider>
  );
}
