import { useLocale, useMessages, useTranslations } from "next-intl";
import { errorKey } from "#app/[locale]/_steps/error-key.ts";
import { formatDateInText } from "#i18n/dates.ts";
import type { RequestDetail } from "#portal/requests/open-request.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { RequestTag } from "../../_parts/request-tag.tsx";
import { isStopped, mayCancel } from "./what-now.ts";

interface StateNowProps {
  readonly request: RequestDetail;
  /** Unless the page shows the way to it elsewhere. */
  readonly showReceipt: boolean;
}

/** Where a request stands, what that means, whose turn it is, when it ends, and what can be done now. */
export function StateNow({ request, showReceipt }: StateNowProps) {
  const t = useTranslations("requests.request");
  const states = useTranslations("states.request");
  const locale = useLocale();
  return (
    <section aria-labelledby="state-title" className="max-w-prose space-y-4">
      <p role="status">
        <RequestTag state={request.state} />
      </p>
      <h2 id="state-title" className="text-xl">
        {states(`${request.state}.title`)}
      </h2>
      <p>{states(`${request.state}.meaning`)}</p>
      <Why request={request} />
      <p className="font-semibold">{states(`${request.state}.turn`)}</p>
      {request.state === "SUBMITTED" && <p>{t("expires", { date: formatDateInText(request.expiresAt, locale) })}</p>}
      <Actions request={request} showReceipt={showReceipt} />
    </section>
  );
}

/** The senior manager's reason word for word, or the rule for which the authority did not issue. */
function Why({ request: { reason, rejectedFor } }: { readonly request: RequestDetail }) {
  const t = useTranslations("requests.request");
  const errors = useTranslations("errors");
  const { errors: sentences } = useMessages();
  const why = reason ?? (rejectedFor && errors(errorKey(sentences, rejectedFor)));
  if (!why) return null;
  return (
    <dl className="border-danger border-s-4 ps-4">
      <dt className="text-soft">{t("reason")}</dt>
      <dd>
        <bdi>{why}</bdi>
      </dd>
    </dl>
  );
}

function Actions({ request: { number, state }, showReceipt }: StateNowProps) {
  const t = useTranslations("requests.request");
  return (
    <div className="no-print flex flex-wrap items-center gap-3">
      {state === "ISSUED" && <ButtonLink href={`/account/requests/${number}/install`}>{t("install")}</ButtonLink>}
      {isStopped(state) && <ButtonLink href="/account/keys/reissue">{t("again")}</ButtonLink>}
      {showReceipt && (
        <ButtonLink variant="secondary" href={`/account/requests/${number}/receipt`}>
          {t("receipt")}
        </ButtonLink>
      )}
      {mayCancel(state) && (
        <ButtonLink variant="quiet" href={`/account/requests/${number}/cancel`}>
          {t("cancel")}
        </ButtonLink>
      )}
    </div>
  );
}
