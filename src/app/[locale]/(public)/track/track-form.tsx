"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, type ReactNode, useMemo, useState } from "react";
import { useRouter } from "#i18n/navigation.ts";
import { Button } from "#ui/button.tsx";
import { ErrorSummary } from "#ui/error-summary.tsx";
import { TextField } from "#ui/text-field.tsx";
import { type ReadNumber, readNumber } from "./read-number.ts";

/** Fits its check character, and belongs to nobody. */
const EXAMPLE = "0A1B-2C3D-4E5F-3";

interface TrackFormProps {
  /** The title of the page, which a problem comes above. */
  readonly title: ReactNode;
  /** What the address brought, to be mended here. */
  readonly typed?: string | undefined;
}

/** The request number and Search. A slip is found before anything is asked of the server. */
export function TrackForm({ title, typed = "" }: TrackFormProps) {
  const t = useTranslations("track");
  const common = useTranslations("common");
  const router = useRouter();
  const [text, setText] = useState(typed);
  const [read, setRead] = useState<ReadNumber | null>(typed === "" ? null : readNumber(typed));
  const error = read && "wrong" in read ? t(read.wrong, { count: "count" in read ? read.count : 0 }) : undefined;
  // A new array for each try, so that the summary takes the focus again.
  const errors = useMemo(() => (error && read ? [{ fieldId: "number", text: error }] : []), [error, read]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const next = readNumber(text);
    setRead(next);
    if ("number" in next) router.push(`/track/${next.number}`);
  };

  return (
    <form noValidate onSubmit={submit} className="space-y-6">
      <ErrorSummary title={common("problem")} titlePrefix={common("errorPrefix")} errors={errors} />
      {title}
      <TextField
        id="number"
        name="number"
        label={t("number.label")}
        hint={t("number.hint", { example: EXAMPLE })}
        error={error}
        value={text}
        onChange={(event) => setText(event.target.value)}
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        className="max-w-80 font-mono tracking-wide"
      />
      <Button type="submit">{common("actions.search")}</Button>
    </form>
  );
}
