import { Monitor, Smartphone } from "lucide-react";
import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "#i18n/dates.ts";
import type { listSessions } from "#portal/security/list-sessions.ts";
import { StatusTag } from "#ui/status-tag.tsx";
import { useDeviceName } from "./use-device-name.ts";

type Sessions = Awaited<ReturnType<typeof listSessions>>;

const PHONES: readonly (string | null)[] = ["Android", "iOS"];

/** Where the person is signed in now, this browser first. */
export function SessionList({ sessions }: { readonly sessions: Sessions }) {
  return (
    <ul className="grid gap-3">
      {sessions.map((session, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a session has no name that a page may know
        <li key={place} className="flex gap-4 rounded-lg border border-line bg-surface p-4 sm:p-5">
          <OneSession of={session} />
        </li>
      ))}
    </ul>
  );
}

function OneSession({ of: session }: { readonly of: Sessions[number] }) {
  const t = useTranslations("security.sessions");
  const states = useTranslations("states");
  const deviceName = useDeviceName();
  const locale = useLocale();
  const { template, organisation, createdAt, lastSeenAt, isThis, isNewBrowser } = session;
  const Icon = PHONES.includes(session.os) ? Smartphone : Monitor;
  return (
    <>
      <Icon aria-hidden className="mt-0.5 size-6 shrink-0 text-accent" />
      <div className="min-w-0 space-y-1">
        <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-semibold">
          {deviceName(session)}
          {isThis && <StatusTag tone="success">{t("this")}</StatusTag>}
          {isNewBrowser && <StatusTag tone="warning">{t("new")}</StatusTag>}
        </p>
        <p className="break-words text-soft text-sm">
          {states(`template.${template}`)}
          {organisation && (
            <>
              {" · "}
              <bdi>{organisation}</bdi>
            </>
          )}
        </p>
        <p className="figures text-soft text-sm">
          {t("since", { date: formatDateTime(createdAt, locale) })}
          {!isThis && <span className="block">{t("lastSeen", { date: formatDateTime(lastSeenAt, locale) })}</span>}
        </p>
      </div>
    </>
  );
}
