import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { pageVisitor } from "#http/page.ts";
import { ClientMessages } from "#i18n/client-messages.tsx";
import { Link } from "#i18n/navigation.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { TrackForm } from "./track-form.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("track");
  return { title: t("title") };
}

/** Tracking the request status, picture 10 of the guide: by number, for anybody. */
export default async function Page() {
  const t = await getTranslations("track");
  const { actor } = await pageVisitor();
  return (
    <div className="mx-auto max-w-journey">
      <ClientMessages namespaces={["track"]}>
        <TrackForm title={<PageTitle lead={t("lead")}>{t("title")}</PageTitle>} />
      </ClientMessages>
      <p className="mt-10 border-line border-t pt-6 text-soft">
        {actor ? (
          <Link href="/account/requests" className="link">
            {t("result.own")}
          </Link>
        ) : (
          t("result.own")
        )}
      </p>
    </div>
  );
}
