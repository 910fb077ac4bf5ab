"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { ProblemReport } from "#app/[locale]/(account)/account/_journey/problem-report.tsx";
import { useAct } from "#app/[locale]/(account)/account/_journey/use-act.ts";
import { callApi, NO_ANSWER } from "#browser/api.ts";
import { useRouter } from "#i18n/navigation.ts";
import { AddNote } from "#portal/queue/contract.ts";
import { Button } from "#ui/button.tsx";
import { CONTROL_LOOK } from "#ui/control-look.ts";
import { Field } from "#ui/field.tsx";

/** Writes a note for colleagues; what was typed stays until it is kept. */
export function AddNoteForm({ number }: { readonly number: string }) {
  const t = useTranslations("queue.one");
  const router = useRouter();
  const { busy, stopped, act } = useAct();
  const [text, setText] = useState("");

  const submit = (event: FormEvent) => {
    event.preventDefault();
    void act(async () => {
      const body = { contract: AddNote, value: { text } };
      await callApi({ method: "POST", path: `/api/operator/requests/${number}/notes`, body, answer: NO_ANSWER });
      setText("");
      router.refresh();
    });
  };
  return (
    <form noValidate onSubmit={submit} className="no-print max-w-prose space-y-4">
      <ProblemReport stopped={stopped} />
      <Field id="note" label={t("noteField")} hint={t("noteHint")}>
        <textarea
          id="note"
          aria-describedby="note-hint"
          rows={3}
          value={text}
          onChange={({ target }) => setText(target.value)}
          className={CONTROL_LOOK}
        />
      </Field>
      <Button type="submit" variant="secondary" busy={busy}>
        {t("addNote")}
      </Button>
    </form>
  );
}
