import { useLocale, useTranslations } from "next-intl";
import { formatDateInText } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { KeyCard } from "#portal/certificates/key-card.ts";
import type { NextNotices } from "#portal/notices/expiry/next-notices.ts";
import { Notice } from "#ui/notice.tsx";

interface RemindersProps {
  readonly status: KeyCard["status"];
  readonly notices: NextNotices;
}

/** When the person is told that this key ends, when they were, and why they are not; after its end what now. */
export function Reminders({ status, notices }: RemindersProps) {
  const t = useTranslations("certificate.reminders");
  if (status !== "VALID" && status !== "EXPIRED") return null;
  return (
    <section aria-labelledby="reminders-title" className="space-y-3">
      <h2 id="reminders-title" className="mb-4 text-xl">
        {t("heading")}
      </h2>
      <Dates notices={notices} />
      {status === "EXPIRED" ? <Expired /> : <WhyNone notices={notices} />}
    </section>
  );
}

function Dates({ notices: { told, next } }: Pick<RemindersProps, "notices">) {
  const t = useTranslations("certificate.reminders");
  const locale = useLocale();
  if (told.length + next.length === 0) return null;
  return (
    <ul className="space-y-1">
      {told.map(({ channel, at }) => (
        <li key={at.toISOString()} className="text-soft">
          {t(`told.${channel}`, { date: formatDateInText(at, locale) })}
        </li>
      ))}
      {next.map(({ channel, at }) => (
        <li key={at.toISOString()}>{t(`next.${channel}`, { date: formatDateInText(at, locale) })}</li>
      ))}
    </ul>
  );
}

/** Letters or all of it can be missing for a reason that the person can mend. */
function WhyNone({ notices: { next, noLetters, wanted, isEnding } }: Pick<RemindersProps, "notices">) {
  const t = useTranslations("certificate.reminders");
  if (!isEnding) return <p>{t("replaced")}</p>;
  if (!wanted) return <ToSettings text={t("off")} />;
  if (noLetters === "OFF") return <ToSettings text={t("lettersOff")} />;
  if (noLetters === "NO_ADDRESS") {
    return (
      <p>
        {t("noAddress")}{" "}
        <Link href="/account/profile/email" className="link">
          {t("profile")}
        </Link>
      </p>
    );
  }
  return next.length === 0 ? <p>{t("none")}</p> : null;
}

function ToSettings({ text }: { readonly text: string }) {
  const t = useTranslations("certificate.reminders");
  return (
    <p>
      {text}{" "}
      <Link href="/account/settings" className="link">
        {t("settings")}
      </Link>
    </p>
  );
}

function Expired() {
  const t = useTranslations("certificate.reminders");
  return (
    <Notice tone="warning">
      <p>{t("expired")}</p>
      <p>
        <Link href="/help/expired" className="link inline-flex min-h-6 items-center">
          {t("help")}
        </Link>
      </p>
    </Notice>
  );
}
