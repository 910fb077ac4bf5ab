import { useTranslations } from "next-intl";

/** What we say ourselves; everything else is what the other side has answered. */
const OUR_WORDS = [
  ...(["NO_ADDRESS", "SWITCHED_OFF", "NOT_ENDING", "DECIDED", "TOO_LATE", "REGISTRY_UNAVAILABLE"] as const),
  ...(["NOT_WRITTEN", "ADDRESS_REFUSED", "NOT_DELIVERED", "TAKEN_BY_ANOTHER", "INTERRUPTED", "NOBODY_TELLS"] as const),
];

/** Why a message was not sent, in words and as the code that stands in the register. */
export function WhyNotSent({ error }: { readonly error: string }) {
  const t = useTranslations("outbox.error");
  const [code = "", isLost] = error.split(" ");
  const ours = OUR_WORDS.find((word) => word === code);
  return (
    <span className="mt-1 block text-sm">
      {ours ? t(ours) : t(kindOf(code), { code: code.replace(/^[A-Z]+_/, "") })}
      {isLost && <span className="block">{t("lost")}</span>}
      <code className="block break-all font-mono text-soft">{error}</code>
    </span>
  );
}

function kindOf(code: string) {
  if (/^SMTP_\d/.test(code)) return "smtpSaid";
  if (code.startsWith("SMTP_")) return "smtpSilent";
  if (code === "HTTP_CUT" || code === "ANSWER_STRANGE") return "smsStrange";
  return /^(TWILIO|MOBIZON|SMSC|HTTP)_/.test(code) ? "smsSaid" : "other";
}
