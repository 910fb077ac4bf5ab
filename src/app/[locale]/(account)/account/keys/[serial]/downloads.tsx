import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import { buttonLook } from "#ui/button-look.ts";

const FORMS = { der: "der", pem: "pem", chain: "chainPem" } as const;

/** The certificate as a file. It holds nothing secret: the private key has never been here. */
export function Downloads({ serial }: { readonly serial: string }) {
  const t = useTranslations("certificate");
  return (
    <section aria-labelledby="download-title" className="no-print">
      <h2 id="download-title" className="mb-4 text-xl">
        {t("download")}
      </h2>
      <p className="flex flex-wrap gap-3">
        {(["der", "pem", "chain"] as const).map((form) => (
          <a key={form} href={`/api/certificates/${serial}?form=${form}`} download className={buttonLook("secondary")}>
            <Download aria-hidden className="size-5" />
            {t(FORMS[form])}
          </a>
        ))}
      </p>
    </section>
  );
}
