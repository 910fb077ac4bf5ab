import type { ReactNode } from "react";
import { Notice } from "#ui/notice.tsx";

interface WhatBecameProps {
  readonly title: string;
  readonly rows: readonly {
    readonly key: string;
    readonly name: ReactNode;
    readonly text: string;
    readonly well: boolean;
  }[];
}

/** What became of each row that something was to be done with. */
export function WhatBecame({ title, rows }: WhatBecameProps) {
  return (
    <Notice tone={rows.every(({ well }) => well) ? "success" : "warning"} title={title} live>
      <ul>
        {rows.map(({ key, name, text }) => (
          <li key={key}>
            {name}: {text}
          </li>
        ))}
      </ul>
    </Notice>
  );
}
