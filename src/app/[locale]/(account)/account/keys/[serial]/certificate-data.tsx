import { useLocale, useTranslations } from "next-intl";
import { formatDateTime } from "#i18n/dates.ts";
import type { CertificateFacts, NamePart } from "#portal/certificates/certificate-facts.ts";
import { Disclosure } from "#ui/disclosure.tsx";
import { Serial } from "#ui/serial.tsx";
import { SummaryList } from "#ui/summary-list.tsx";
import { NAME_PARTS, POLICIES, PURPOSES } from "./names-of-oids.ts";

interface CertificateDataProps {
  readonly facts: CertificateFacts;
  /** Where the key lives, in words. */
  readonly storage: string;
}

/** What the certificate says of itself, field by field; what only programs compare is closed at first. */
export function CertificateData({ facts, storage }: CertificateDataProps) {
  const t = useTranslations("certificate");
  const locale = useLocale();
  const { key } = facts;
  const purposes = facts.extendedKeyUsage.map((oid) => {
    const name = PURPOSES.get(oid);
    return name ? t(`purpose.${name}`) : oid;
  });
  const policies = facts.policies.map((oid) => {
    const name = POLICIES.get(oid);
    return name ? `${t(`policy.${name}`)} (${oid})` : oid;
  });
  const hex = (value: string) => <Serial value={value} />;
  return (
    <section aria-labelledby="facts-title">
      <h2 id="facts-title" className="mb-4 text-xl">
        {t("facts")}
      </h2>
      <SummaryList
        rows={[
          { term: t("holder"), value: <Name parts={facts.subject} /> },
          { term: t("issuedBy"), value: <Name parts={facts.issuer} /> },
          { term: t("serial"), value: hex(facts.serial) },
          { term: t("validFrom"), value: formatDateTime(facts.notBefore, locale) },
          { term: t("validUntil"), value: formatDateTime(facts.notAfter, locale) },
          { term: t("storage"), value: storage },
          {
            term: t("key"),
            value: key.type === "RSA" ? t("rsa", { bits: String(key.bits) }) : t("ec", { curve: key.curve }),
          },
          { term: t("usage"), value: facts.keyUsage.map((usage) => t(`usages.${usage}`)).join(", ") },
          { term: t("purposes"), value: purposes.join(", ") },
          { term: t("policies"), value: policies.join(", ") },
        ]}
      />
      <div className="mt-4">
        <Disclosure summary={t("technical")}>
          <SummaryList
            rows={[
              { term: t("signature"), value: facts.signatureAlgorithm },
              { term: t("ski"), value: hex(facts.subjectKeyIdentifier) },
              { term: t("aki"), value: hex(facts.authorityKeyIdentifier) },
              { term: t("sha256"), value: hex(facts.sha256) },
              { term: t("sha1"), value: hex(facts.sha1) },
            ]}
          />
        </Disclosure>
      </div>
    </section>
  );
}

/** A name as the certificate has it, attribute by attribute; the label says IIN or BIN, so the digits need not. */
function Name({ parts }: { readonly parts: readonly NamePart[] }) {
  const t = useTranslations("certificate.names");
  return (
    <ul>
      {parts.map(({ type, value }) => (
        <li key={type}>
          <span className="font-normal text-soft">{t(NAME_PARTS.get(type) ?? "other")}: </span>
          <bdi>{value.replace(/^(?:IIN|BIN)(?=\d{12}$)/, "")}</bdi>
        </li>
      ))}
    </ul>
  );
}
