import type { ReactNode } from "react";
import { EndingAbove } from "#app/[locale]/(account)/account/_parts/ending-above.tsx";

/** The pages of an organisation's senior manager. */
export default function OrganisationLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <EndingAbove />
      {children}
    </>
  );
}
