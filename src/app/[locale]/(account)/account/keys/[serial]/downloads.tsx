import { Download } from "lucide-react";
import { useTranslations } from "next-intl";
import type { ProofState } from "#portal/audit/log/prove-issuance.ts";
import { buttonLook } from "#ui/button-look.ts";

const FORMS = { der: "der", pem: "pem", chain: "chainPem", proof: "proof" } as const;

const CERTIFICATE = ["der", "pem", "chain"] as const;

interface DownloadsProps {
  readonly serial: string;
  readonly proof: ProofState;
}

/** The certificate as a file, and the proof of its issuance. They hold nothing secret: the private key has never been here. */
export function Downloads({ serial, proof }: DownloadsProps) {
  const t = useTranslations("certificate");
  return (
    <section aria-labelledby="download-title" className="no-print">
      <h2 id="download-title" className="mb-4 text-xl">
        {t("download")}
      </h2>
      <p className="flex flex-wrap gap-3">
        {[...CERTIFICATE, ...(proof === "READY" ? (["proof"] as const) : [])].map((form) => (
          <a key={form} href={`/api/certificates/${serial}?form=${form}`} download className={buttonLook("secondary")}>
            <Download aria-hidden className="size-5" />
            {t(FORMS[form])}
          </a>
        ))}
      </p>
      {proof !== "NONE" && (
        <p className="mt-3 max-w-prose text-soft">{t(proof === "READY" ? "proofAbout" : "proofSoon")}</p>
      )}
    </section>
  );
}
