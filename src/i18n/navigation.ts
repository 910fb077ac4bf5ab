import { createNavigation } from "next-intl/navigation";
import { type ComponentProps, createElement } from "react";
import { routing } from "./routing.ts";

const navigation = createNavigation(routing);

/** Redirects and addresses that stay in the language of the page. */
export const { redirect, usePathname, useRouter } = navigation;

/** A link that stays in the language of the page. No page is fetched ahead: each is made for its reader at the click. */
export function Link(props: ComponentProps<typeof navigation.Link>) {
  return createElement(navigation.Link, { prefetch: false, ...props });
}
