import { useTranslations } from "next-intl";
import type { RequestState } from "#portal/requests/contract.ts";
import { StatusTag } from "#ui/status-tag.tsx";
import { REQUEST_TONE } from "./request-tone.ts";

/** Where a request stands, in a word or two. */
export function RequestTag({ state }: { readonly state: RequestState }) {
  const t = useTranslations("states.request");
  return <StatusTag tone={REQUEST_TONE[state]}>{t(`${state}.label`)}</StatusTag>;
}
