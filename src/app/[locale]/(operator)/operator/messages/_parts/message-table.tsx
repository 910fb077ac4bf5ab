import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "#i18n/dates.ts";
import { Link } from "#i18n/navigation.ts";
import type { MessageState } from "#platform/prisma/enums.ts";
import type { MessageRow } from "#portal/messages/message-row.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { StatusTag } from "#ui/status-tag.tsx";
import { Table } from "#ui/table.tsx";
import type { Tone } from "#ui/tone.ts";
import { WhyNotSent } from "./why-not-sent.tsx";

const TONE: Readonly<Record<MessageState, Tone>> = {
  QUEUED: "info",
  SENDING: "info",
  SENT: "success",
  DELIVERED: "success",
  FAILED: "danger",
  UNKNOWN: "warning",
  DROPPED: "neutral",
};

/** Messages, with a box for each that can be sent again, in a form that does so. */
export function MessageTable({ rows }: { readonly rows: readonly MessageRow[] }) {
  const t = useTranslations("outbox");
  return (
    <Table
      caption={t("caption")}
      captionHidden
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        { header: t("message"), cell: (row) => <What of={row} /> },
        { header: t("person"), cell: (row) => <Person of={row} /> },
        { header: t("to"), cell: ({ channel, sentTo }) => <To channel={t(`channel.${channel}`)} address={sentTo} /> },
        { header: t("stateColumn"), cell: (row) => <State of={row} /> },
        { header: t("when"), cell: (row) => <When of={row} /> },
      ]}
    />
  );
}

interface Of {
  readonly of: MessageRow;
}

function What({ of: { id, kind, person, number, isRepeat, mayRepeat } }: Of) {
  const t = useTranslations("outbox");
  const label = t("choose", { kind: t(`kind.${kind}`), name: person?.name ?? t("nobody") });
  return (
    <span className="flex items-start gap-3">
      {mayRepeat && (
        <label className="-m-2.5 p-2.5">
          <span className="sr-only">{label}</span>
          <input type="checkbox" name="message" value={id} className="mt-0.5 block size-6 rounded-sm accent-accent" />
        </label>
      )}
      <span>
        {t(`kind.${kind}`)}
        {number !== undefined && (
          <Link
            href={`/operator/requests/${number}`}
            className="link flex min-h-6 items-center font-normal text-sm"
            aria-label={t("about", { number: formatRequestNumber(number) })}
          >
            <RequestNumberText number={formatRequestNumber(number)} />
          </Link>
        )}
        {isRepeat && <span className="block font-normal text-sm text-soft">{t("isRepeat")}</span>}
      </span>
    </span>
  );
}

function Person({ of: { person } }: Of) {
  const t = useTranslations("outbox");
  if (!person) return <span className="text-soft">{t("nobody")}</span>;
  return (
    <>
      <bdi>{person.name}</bdi>
      <span className="block text-sm text-soft">{t("iinEnd", { digits: person.iinEnd })}</span>
    </>
  );
}

function To({ channel, address }: { readonly channel: string; readonly address: string | null }) {
  const t = useTranslations("outbox");
  return (
    <>
      {channel}
      <span className="block break-words text-sm text-soft">
        {address === null ? t("notYet") : <bdi>{address}</bdi>}
      </span>
    </>
  );
}

function State({ of: { state, error, repeatedAt } }: Of) {
  const t = useTranslations("outbox");
  const locale = useLocale();
  return (
    <>
      <StatusTag tone={TONE[state]}>{t(`state.${state}`)}</StatusTag>
      {error !== null && <WhyNotSent error={error} />}
      {repeatedAt && (
        <span className="mt-1 block text-sm">{t("repeated", { time: formatDateTime(repeatedAt, locale) })}</span>
      )}
    </>
  );
}

function When({ of: { state, at, createdAt, attempts } }: Of) {
  const t = useTranslations("outbox");
  const locale = useLocale();
  const time = formatDateTime(at, locale);
  return (
    <>
      {state === "QUEUED" || state === "SENDING" ? t("nextTry", { time }) : time}
      <span className="block text-sm text-soft">{t("queued", { time: formatDateTime(createdAt, locale) })}</span>
      <span className="block text-sm text-soft">{t("tries", { count: attempts })}</span>
    </>
  );
}
