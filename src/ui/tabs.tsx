import { Link } from "#i18n/navigation.ts";

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly {
    readonly href: string;
    readonly text: string;
    /** As it is shown. */
    readonly count?: string;
    readonly current: boolean;
  }[];
}

/** Views of one list, each with an address of its own, so that Back and bookmarks work. */
export function Tabs({ label, tabs }: TabsProps) {
  return (
    <nav aria-label={label} className="border-line border-b">
      <ul className="-mb-px flex flex-wrap gap-x-1">
        {tabs.map(({ href, text, count, current }) => (
          <li key={href}>
            <Link
              href={href}
              aria-current={current ? "page" : undefined}
              className="flex min-h-12 items-center gap-2 border-b-3 border-transparent px-4 text-accent hover:border-edge aria-[current]:border-accent aria-[current]:font-semibold aria-[current]:text-ink"
            >
              {text}
              {count !== undefined && (
                <span className="figures rounded-full bg-sunk px-2 text-sm text-ink">{count}</span>
              )}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
