export const THEMES = ["system", "light", "dark"] as const;

/** How the page is coloured. */
export type Theme = (typeof THEMES)[number];
