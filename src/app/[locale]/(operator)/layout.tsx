import type { ReactNode } from "react";
import { EndingAbove } from "#app/[locale]/(account)/account/_parts/ending-above.tsx";
import { pageVisitor } from "#http/page.ts";
import { isAuthorityStaff } from "#portal/staff/roles.ts";
import { StaffNav } from "./operator/_parts/staff-nav.tsx";

/** The pages of the authority's own staff. */
export default async function OperatorLayout({ children }: { readonly children: ReactNode }) {
  const { actor } = await pageVisitor();
  return (
    <>
      <EndingAbove />
      {actor && isAuthorityStaff(actor) && <StaffNav actor={actor} />}
      {children}
    </>
  );
}
