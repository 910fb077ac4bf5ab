import { useLocale, useTranslations } from "next-intl";
import { formatDate } from "#i18n/dates.ts";
import { OID } from "#pki/oid.ts";
import type { CertificateFacts } from "#portal/certificates/certificate-facts.ts";
import { Serial } from "#ui/serial.tsx";

interface ChainOfTrustProps {
  /** The root first, then whoever issued the certificate. */
  readonly chain: readonly CertificateFacts[];
  readonly facts: CertificateFacts;
}

/** Who vouches for the certificate, from the root down to it. */
export function ChainOfTrust({ chain, facts }: ChainOfTrustProps) {
  const t = useTranslations("certificate");
  const locale = useLocale();
  const roles = [t("root"), t("issuing"), t("this")];
  return (
    <section aria-labelledby="chain-title">
      <h2 id="chain-title" className="mb-1 text-xl">
        {t("chain")}
      </h2>
      <p className="mb-4 text-soft">{t("chainText")}</p>
      <ol className="space-y-3">
        {[...chain, facts].map((certificate, depth) => (
          <li key={certificate.sha256} className="border-accent border-s-2 ps-4">
            <p className="text-sm text-soft">{roles.at(depth - chain.length - 1)}</p>
            <p className="font-semibold">
              <bdi>{certificate.subject.find(({ type }) => type === OID.commonName)?.value}</bdi>
            </p>
            <p className="figures text-sm text-soft">
              {formatDate(certificate.notBefore, locale)} – {formatDate(certificate.notAfter, locale)}
            </p>
            <p className="text-sm text-soft">
              SHA-256: <Serial value={certificate.sha256} />
            </p>
          </li>
        ))}
      </ol>
    </section>
  );
}
