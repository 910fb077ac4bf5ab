import { useTranslations } from "next-intl";
import type { GivenRight } from "#portal/delegations/open-delegations.ts";
import { ButtonLink } from "#ui/button-link.tsx";
import { StatusTag } from "#ui/status-tag.tsx";
import { RightFacts } from "./right-facts.tsx";

/** A right to confirm that is in force or will be, with the way to take it back. */
export function RightCard({ right }: { readonly right: GivenRight }) {
  const t = useTranslations("delegation");
  const templates = useTranslations("states.template");
  const isNow = right.standing === "IN_FORCE";
  return (
    <article className="space-y-3 rounded-lg border border-line bg-surface p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h3 className="text-lg">
            <bdi>{right.name}</bdi>
          </h3>
          <p className="text-soft">{templates(right.template)}</p>
        </div>
        <StatusTag tone={isNow ? "success" : "info"}>{t(`standing.${right.standing}`)}</StatusTag>
      </div>
      <RightFacts right={right} />
      <ButtonLink variant="secondary" href={`/organisation/delegation/${right.id}`}>
        {t("withdraw.link")}
        <span className="sr-only">: {right.name}</span>
      </ButtonLink>
    </article>
  );
}
