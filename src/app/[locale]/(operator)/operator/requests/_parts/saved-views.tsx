"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { callApi, NO_ANSWER } from "#browser/api.ts";
import { Link, useRouter } from "#i18n/navigation.ts";
import { SaveView } from "#portal/queue/contract.ts";
import { Button } from "#ui/button.tsx";
import { Disclosure } from "#ui/disclosure.tsx";
import { TextField } from "#ui/text-field.tsx";

interface SavedViewsProps {
  readonly views: readonly { readonly id: string; readonly name: string; readonly query: string }[];
  /** The choice that is shown now, as its address says it; empty where all are shown. */
  readonly query: string;
}

/** The choices that this person keeps under names, and a way to keep the one that is shown. */
export function SavedViews({ views, query }: SavedViewsProps) {
  const t = useTranslations("queue.views");
  const router = useRouter();
  const { busy, stopped, act } = useAct();
  const [name, setName] = useState("");

  const save = (event: FormEvent) => {
    event.preventDefault();
    void act(async () => {
      const body = { contract: SaveView, value: { name: name.trim(), query } };
      await callApi({ method: "POST", path: "/api/operator/views", body, answer: NO_ANSWER });
      setName("");
      router.refresh();
    });
  };
  const remove = (id: string) =>
    void act(async () => {
      await callApi({ method: "DELETE", path: `/api/operator/views/${id}`, answer: NO_ANSWER });
      router.refresh();
    });

  return (
    <div className="mb-6 space-y-3">
      <ProblemReport stopped={stopped} />
      <Disclosure summary={t("heading")}>
        {views.length === 0 && <p className="max-w-prose text-soft">{t("none")}</p>}
        <ul className="flex flex-wrap gap-2">
          {views.map((view) => (
            <li key={view.id} className="flex items-center rounded-md border border-edge bg-sunk">
              <Link
                href={`/operator/requests?${view.query}`}
                aria-current={view.query === query ? "page" : undefined}
                className="link inline-flex min-h-11 items-center px-3 aria-[current]:font-semibold"
              >
                <bdi>{view.name}</bdi>
              </Link>
              <button
                type="button"
                aria-label={t("remove", { name: view.name })}
                onClick={() => remove(view.id)}
                className="flex size-11 items-center justify-center hover:bg-accent-soft"
              >
                <X aria-hidden className="size-4" />
              </button>
            </li>
          ))}
        </ul>
        {query !== "" && (
          <form onSubmit={save} className="mt-4 flex max-w-md flex-wrap items-end gap-3">
            <div className="min-w-0 grow">
              <TextField
                id="view-name"
                label={t("name")}
                value={name}
                onChange={({ target }) => setName(target.value.slice(0, 60))}
              />
            </div>
            <Button type="submit" variant="secondary" busy={busy}>
              {t("save")}
            </Button>
          </form>
        )}
      </Disclosure>
    </div>
  );
}
