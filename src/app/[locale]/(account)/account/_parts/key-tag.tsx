import { useTranslations } from "next-intl";
import type { KeyCard } from "#portal/certificates/key-card.ts";
import { StatusTag } from "#ui/status-tag.tsx";
import { KEY_TONE } from "./key-tone.ts";

/** Whether a key is in force, in a word or two. */
export function KeyTag({ status }: { readonly status: KeyCard["status"] }) {
  const t = useTranslations("states.certificate");
  return <StatusTag tone={KEY_TONE[status]}>{t(status)}</StatusTag>;
}
