/** What a page or a route asks the register, by the name of the page. */
export type Questions = Readonly<Record<string, () => Promise<unknown>>>;
