"use client";

import { useTranslations } from "next-intl";
import type { ComponentProps, ReactNode } from "react";
import { KeyFileForm } from "#app/[locale]/_keys/key-file-form.tsx";
import { pickKeyFiles } from "#browser/keystore/file-handles.ts";
import { Link } from "#i18n/navigation.ts";
import { Disclosure } from "#ui/disclosure.tsx";
import { PageTitle } from "#ui/page-title.tsx";

interface FileStepProps {
  readonly above: ReactNode;
  readonly onOpen: ComponentProps<typeof KeyFileForm>["onOpen"];
}

/** The files, one or both of a pair, and the password that they have. */
export function FileStep({ above, onOpen }: FileStepProps) {
  const t = useTranslations("changePassword");
  return (
    <div className="space-y-6">
      <KeyFileForm
        title={
          <PageTitle above={above} lead={t("file.lead")}>
            {t("title")}
          </PageTitle>
        }
        hint={t("file.hint")}
        passwordLabel={t("file.password")}
        choose={pickKeyFiles}
        onOpen={onOpen}
      />
      <Disclosure summary={t("file.stolenTitle")}>
        <p className="max-w-prose">{t("file.stolen")}</p>
        <Link href="/account/keys/revoke?reason=KEY_COMPROMISE" className="link inline-flex min-h-11 items-center">
          {t("file.stolenRevoke")}
        </Link>
      </Disclosure>
    </div>
  );
}
