import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Statement } from "../statement.tsx";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("legal.privacy");
  return { title: t("title") };
}

export default function Page() {
  return <Statement of="privacy" />;
}
