import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "#i18n/dates.ts";
import type { QueuedRequest } from "#portal/queue/open-queued.ts";

/** What colleagues wrote beside a request, the oldest first. */
export function Notes({ of: notes }: { readonly of: QueuedRequest["notes"] }) {
  const t = useTranslations("queue.one");
  const locale = useLocale();
  return (
    <section aria-labelledby="notes-title">
      <h2 id="notes-title" className="text-xl">
        {t("notes")}
      </h2>
      <p className="mt-1 mb-3 text-soft">{t("notesText")}</p>
      {notes.length === 0 && <p className="text-soft">{t("noNote")}</p>}
      <ul className="space-y-4">
        {notes.map(({ id, at, text, name }) => (
          <li key={id} className="border-line border-s-4 ps-4">
            <p className="text-sm text-soft">
              <bdi>{name}</bdi>, {formatDateTime(at, locale)}
            </p>
            <p className="max-w-prose whitespace-pre-line break-words">
              <bdi>{text}</bdi>
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
