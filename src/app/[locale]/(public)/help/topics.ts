/** The addresses of the help pages, in the order in which people ask. */
export const TOPICS = ["lost", "password", "expired", "file", "tokens", "foreign"] as const;

export type Topic = (typeof TOPICS)[number];
