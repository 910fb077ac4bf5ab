"use client";

import type { ReactNode } from "react";
import { KeyPicker } from "#app/[locale]/_keys/key-picker.tsx";
import type { KeyPurpose } from "#app/[locale]/_keys/sort-opened.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { PageTitle } from "#ui/page-title.tsx";
import { useTitleFocus } from "./use-title-focus.ts";

interface KeyPageProps {
  readonly above?: ReactNode;
  readonly heading: string;
  readonly lead: string;
  /** Which key of the pair it asks for; the signing key unless it says otherwise. */
  readonly purpose?: KeyPurpose;
  readonly onPicked: (key: OpenedKey) => void;
  /** The way back, as a button. */
  readonly children?: ReactNode;
}

/** The page of a journey that asks for the key to sign with, where this visit has none open yet. */
export function KeyPage({ above, heading, lead, purpose = "SIGNING", onPicked, children }: KeyPageProps) {
  useTitleFocus();
  return (
    <div className="mx-auto max-w-journey space-y-6">
      <KeyPicker
        purpose={purpose}
        title={
          <PageTitle above={above} lead={lead}>
            {heading}
          </PageTitle>
        }
        onPicked={onPicked}
      />
      {children}
    </div>
  );
}
