import type { ReactNode } from "react";
import { EndingAbove } from "./account/_parts/ending-above.tsx";

/** The pages of a person's own account. */
export default function AccountLayout({ children }: { readonly children: ReactNode }) {
  return (
    <>
      <EndingAbove />
      {children}
    </>
  );
}
