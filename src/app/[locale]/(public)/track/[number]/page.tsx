import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { limitPage, pageVisitor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { redirect } from "#i18n/navigation.ts";
import type { Context } from "#portal/context.ts";
import { PortalError } from "#portal/error.ts";
import type { Tracked } from "#portal/requests/contract.ts";
import { parseRequestNumber } from "#portal/requests/request-number.ts";
import { trackRequest } from "#portal/requests/track.ts";
import { BackLink } from "#ui/back-link.tsx";
import { Notice } from "#ui/notice.tsx";
import { PageTitle } from "#ui/page-title.tsx";
import { TrackForm } from "../track-form.tsx";
import { TrackResult } from "./track-result.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("track.result");
  return { title: t("title"), robots: { index: false } };
}

interface PageProps {
  readonly params: Promise<{ readonly number: string }>;
}

/** Where the request with the number of the address stands; for what is no number, the form with the reason. */
export default async function Page({ params }: PageProps) {
  const typed = decodeURIComponent((await params).number).slice(0, 40);
  const number = parseRequestNumber(typed);
  if (number !== null && number !== typed) redirect({ href: `/track/${number}`, locale: await getLocale() });
  const t = await getTranslations("track");
  const { context, actor } = await pageVisitor();
  const found = number === null ? null : await find(context, number);
  return (
    <div className="mx-auto max-w-journey">
      {found && typeof found === "object" ? (
        <>
          <BackLink href="/track">{t("result.another")}</BackLink>
          <PageTitle>{t("result.title")}</PageTitle>
          <TrackResult tracked={found} signedIn={actor !== null} />
        </>
      ) : (
        <ClientMessages namespaces={["track"]}>
          <TrackForm
            typed={typed}
            title={
              <>
                <PageTitle>{t("title")}</PageTitle>
                {found && (
                  <Notice tone="warning" title={found === "NOT_FOUND" ? t("notFound.title") : t("tooMany")} live>
                    {found === "NOT_FOUND" && <p>{t("notFound.text")}</p>}
                  </Notice>
                )}
              </>
            }
          />
        </ClientMessages>
      )}
    </div>
  );
}

async function find(context: Context, number: string): Promise<Tracked | "NOT_FOUND" | "TOO_MANY_REQUESTS"> {
  try {
    await limitPage("track");
    return await trackRequest(context, number);
  } catch (error) {
    if (error instanceof PortalError && (error.code === "NOT_FOUND" || error.code === "TOO_MANY_REQUESTS")) {
      return error.code;
    }
    throw error;
  }
}
