import { NextIntlClientProvider } from "next-intl";
import { getLocale } from "next-intl/server";
import type { ReactNode } from "react";
import { messages, type Namespace } from "./messages.ts";

interface ClientMessagesProps {
  /** What the client components inside say; `common` and `errors` come along. */
  readonly namespaces: readonly Namespace[];
  readonly children: ReactNode;
}

/** Hands the texts of a few namespaces down to client components: all of them would weigh more than the page. */
export async function ClientMessages({ namespaces, children }: ClientMessagesProps) {
  const locale = await getLocale();
  const wanted = new Set<string>(["common", "errors", ...namespaces]);
  const picked = Object.fromEntries(Object.entries(messages[locale]).filter(([name]) => wanted.has(name)));
  return (
    <NextIntlClientProvider locale={locale} messages={picked} timeZone="Asia/Almaty">
      {children}
    </NextIntlClientProvider>
  );
}
