import { X } from "lucide-react";
import { Link } from "#i18n/navigation.ts";

interface FilterTagsProps {
  /** "Chosen filters" */
  readonly label: string;
  /** "remove this filter", for those who do not see the cross. */
  readonly remove: string;
  readonly tags: readonly { readonly text: string; readonly without: string }[];
}

/** The filters that are in force, each a link to the same list without it. */
export function FilterTags({ label, remove, tags }: FilterTagsProps) {
  return (
    <ul aria-label={label} className="flex flex-wrap gap-2">
      {tags.map(({ text, without }) => (
        <li key={text}>
          <Link
            href={without}
            className="inline-flex min-h-11 max-w-full items-center gap-2 rounded-md border border-edge bg-sunk px-3 py-1 text-sm hover:border-ink"
          >
            <span className="min-w-0 break-words">{text}</span>
            <X aria-hidden className="size-4 shrink-0" />
            <span className="sr-only">, {remove}</span>
          </Link>
        </li>
      ))}
    </ul>
  );
}
