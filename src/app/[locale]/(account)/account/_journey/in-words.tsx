"use client";

import { useMessages, useTranslations } from "next-intl";
import { browserDate } from "#i18n/browser-date.ts";
import { parseDocument } from "#pki/signed-document.ts";
import { formatRequestNumber } from "#portal/requests/request-number.ts";
import { Disclosure } from "#ui/disclosure.tsx";
import { RequestNumberText } from "#ui/request-number-text.tsx";
import { Serial } from "#ui/serial.tsx";
import { SummaryList } from "#ui/summary-list.tsx";

/** The fields that a person can judge, in the order of importance; the others are explained below them. */
const FIELDS = [
  ...["act", "document-number", "document-date", "declined-for"],
  ...["confirmations", "number", "name", "iin", "organisation", "bin", "template"],
  ...["kinds", "first-day", "last-day"],
  ...["storage", "key-algorithm", "email", "reason"],
  ...["document", "document-end", "photograph", "appointment"],
] as const;

/** What a signed document says, in the person's own language and words; the document itself stands beside it. */
export function InWords({ text }: { readonly text: string }) {
  const t = useTranslations("account.sign.words");
  const value = useValue();
  const { fields } = parseDocument(text);
  const rows = FIELDS.flatMap((field) => {
    const written = fields.get(field);
    return written === undefined ? [] : [{ term: t(`fields.${field}`), value: value(field, written) }];
  });
  const certificates = [...fields].flatMap(([field, written]) =>
    /^certificate(-\d+)?$/.test(field)
      ? [{ term: t("fields.certificate"), value: <InWordsKey written={written} /> }]
      : [],
  );
  const explained = [
    "auth-key",
    "sign-key",
    "form",
    "order",
    "revision",
    "delegation",
    "certificates",
    "expires",
    "nonce",
    "origin",
  ] as const;
  return (
    <section aria-labelledby="in-words">
      <h2 id="in-words" className="mb-3 text-lg">
        {t("heading")}
      </h2>
      <SummaryList rows={[...certificates, ...rows]} />
      <div className="mt-3">
        <Disclosure summary={t("rest")}>
          <SummaryList
            rows={explained
              .filter((field) => fields.has(field))
              .map((field) => ({ term: <code>{field}</code>, value: t(`explained.${field}`) }))}
          />
        </Disclosure>
      </div>
    </section>
  );
}

/** A certificate as a revocation names it: serial number, slot, IIN and name. */
function InWordsKey({ written }: { readonly written: string }) {
  const { slot: slots }: { slot: Readonly<Record<string, string>> } = useMessages().states;
  const [serial = "", slot = "", iin = "", ...name] = written.split(", ");
  return (
    <>
      {slots[slot] ?? slot}, <bdi>{name.join(", ")}</bdi>, {iin}
      <br />
      <Serial value={serial} />
    </>
  );
}

/** A value of the register by its name in the person's language. */
function useValue() {
  const { states } = useMessages();
  const common = useTranslations("common");
  const named: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    template: states.template,
    storage: states.storage,
    "key-algorithm": states.algorithm,
    act: states.orderAct,
    reason: states.revocationReason,
    document: states.identityDocument,
    photograph: states.photograph,
  };
  return (field: string, written: string) => {
    if (field === "number") return <RequestNumberText number={formatRequestNumber(written)} />;
    if (["first-day", "last-day", "document-date"].includes(field)) return common("date", browserDate(written));
    if (field === "kinds")
      return written
        .split(", ")
        .map((kind) => named["template"]?.[kind] ?? kind)
        .join("; ");
    return <bdi>{named[field]?.[written] ?? written}</bdi>;
  };
}
