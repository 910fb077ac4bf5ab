"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { openKeyFiles } from "#browser/keystore/key-session.ts";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { ChooseKey } from "./choose-key.tsx";
import { KeyFileForm } from "./key-file-form.tsx";
import { KeyWall } from "./key-wall.tsx";
import { type KeyPurpose, type Sorted, sortOpened } from "./sort-opened.ts";

interface KeyPickerProps {
  readonly purpose: KeyPurpose;
  readonly onPicked: (key: OpenedKey) => void;
}

/**
 * Opens key files and gives the key for one purpose. It says what is wrong with any other, and finds the right one of a
 * pair by itself.
 *
 * It speaks from the namespace `keyPicker`.
 */
export function KeyPicker({ purpose, onPicked }: KeyPickerProps) {
  const t = useTranslations("keyPicker");
  const [sorted, setSorted] = useState<Sorted | null>(null);
  const open = async (files: readonly File[], password: string) => {
    const next = sortOpened(await openKeyFiles(files, password), purpose);
    if ("problems" in next) return next.problems;
    if ("usable" in next && next.usable.length === 1) onPicked(next.usable[0]);
    else setSorted(next);
    return [];
  };
  if (sorted && "wall" in sorted) return <KeyWall wall={sorted.wall} onAnother={() => setSorted(null)} />;
  if (sorted && "usable" in sorted) return <ChooseKey purpose={purpose} keys={sorted.usable} onPicked={onPicked} />;
  return <KeyFileForm hint={t(`files.hint${purpose}`)} passwordLabel={t("password.label")} onOpen={open} />;
}
