/** The look of a link or a button in a menu. */
export const MENU_ITEM_LOOK =
  "flex min-h-11 w-full items-center gap-2 px-4 py-2 text-start hover:bg-accent-soft aria-[current=page]:font-semibold aria-[current=page]:text-accent";
