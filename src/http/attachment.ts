import { NO_STORE } from "./problem.ts";

interface Attachment {
  /** What the browser calls the file; anything in it that a file system or a header could mistake is replaced. */
  readonly name: string;
  readonly type: string;
  readonly body: ConstructorParameters<typeof Response>[0];
}

/** A file to be saved, never shown and never kept on the way. */
export function attachment({ name, type, body }: Attachment): Response {
  return new Response(body, {
    headers: {
      ...NO_STORE,
      "content-type": type,
      "content-disposition": `attachment; filename="${safeFileName(name)}"`,
    },
  });
}

/**
 * A name that is the same in every file system and in every header: ASCII letters and digits, with single dots, hyphens
 * and underscores between them, and no longer than 120.
 */
export function safeFileName(name: string): string {
  const safe = name
    .normalize("NFKD")
    .replaceAll(/[^A-Za-z0-9._-]+/g, "_")
    .replaceAll(/\.{2,}/g, ".")
    .replaceAll(/^[._-]+|[._-]+$/g, "")
    .slice(-120)
    .replace(/^[._-]+/, "");
  return /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i.test(safe) || safe === "" ? `file-${safe}` : safe;
}
