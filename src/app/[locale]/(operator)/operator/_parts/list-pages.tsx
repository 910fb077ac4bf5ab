import { useTranslations } from "next-intl";
import { Pagination } from "#ui/pagination.tsx";

interface ListPagesProps {
  readonly path: string;
  /** What the list is chosen by. */
  readonly query: URLSearchParams;
  /** The places that the pages before and after begin from. */
  readonly page: { readonly previous?: string | undefined; readonly next?: string | undefined };
  readonly label: string;
  readonly text: string;
}

/** To the pages before and after of a list that its address chooses and pages; nothing where there is but one. */
export function ListPages({ path, query, page: { previous, next }, label, text }: ListPagesProps) {
  const t = useTranslations("queue");
  if ((previous ?? next) === undefined) return null;
  const link = (name: "before" | "after", place: string | undefined, words: string) =>
    place === undefined
      ? undefined
      : { href: `${path}?${new URLSearchParams([...query, [name, place]])}`, text: words };
  return (
    <Pagination
      label={label}
      text={text}
      previous={link("before", previous, t("previous"))}
      next={link("after", next, t("next"))}
    />
  );
}
