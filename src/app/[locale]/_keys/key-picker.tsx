"use client";

import { useTranslations } from "next-intl";
import { type ReactNode, useState } from "react";
import { openKeyFiles } from "#browser/keystore/key-session.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { ChooseKey } from "./choose-key.tsx";
import { KeyFileForm } from "./key-file-form.tsx";
import { KeyWall } from "./key-wall.tsx";
import { type KeyPurpose, type Sorted, sortOpened } from "./sort-opened.ts";

interface KeyPickerProps {
  readonly purpose: KeyPurpose;
  /** The page's title: what is wrong with a form stands above it, a wall below. */
  readonly title?: ReactNode;
  readonly onPicked: (key: OpenedKey) => void;
}

/**
 * Opens key files and gives the key for one purpose. It says what is wrong with any other, and finds the right one of a
 * pair by itself.
 *
 * It speaks from the namespace `keyPicker`.
 */
export function KeyPicker({ purpose, title, onPicked }: KeyPickerProps) {
  const t = useTranslations("keyPicker");
  const [sorted, setSorted] = useState<Sorted | null>(null);
  const open = async (files: readonly File[], password: string) => {
    const next = sortOpened(await openKeyFiles(files, password), purpose);
    if ("problems" in next) return next.problems;
    if ("usable" in next && next.usable.length === 1) onPicked(next.usable[0]);
    else setSorted(next);
    return [];
  };
  if (!sorted || "problems" in sorted) {
    return (
      <KeyFileForm title={title} hint={t(`files.hint${purpose}`)} passwordLabel={t("password.label")} onOpen={open} />
    );
  }
  return (
    <>
      {title}
      {"wall" in sorted ? (
        <KeyWall wall={sorted.wall} onAnother={() => setSorted(null)} />
      ) : (
        <ChooseKey purpose={purpose} keys={sorted.usable} onPicked={onPicked} />
      )}
    </>
  );
}
