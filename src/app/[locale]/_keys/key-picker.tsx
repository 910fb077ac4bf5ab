"use client";

import { useState } from "react";
import type { OpenedKey } from "#browser/keystore/opened-key.ts";
import { ChooseKey } from "./choose-key.tsx";
import { KeyFileForm } from "./key-file-form.tsx";
import { KeyWall } from "./key-wall.tsx";
import type { KeyPurpose, Sorted } from "./sort-opened.ts";

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
  const [sorted, setSorted] = useState<Sorted | null>(null);
  const take = (next: Sorted) => {
    if ("usable" in next && next.usable.length === 1) onPicked(next.usable[0]);
    else setSorted(next);
  };
  if (sorted && "wall" in sorted) return <KeyWall wall={sorted.wall} onAnother={() => setSorted(null)} />;
  if (sorted && "usable" in sorted) return <ChooseKey purpose={purpose} keys={sorted.usable} onPicked={onPicked} />;
  return <KeyFileForm purpose={purpose} onSorted={take} />;
}
