/**
 * The account's first page, which says itself what is to be done first, and the pages of a re-issuance, of a request and of
 * an installation.
 */
const ABOUT_NEW_KEYS = /^\/account$|^\/account\/keys\/reissue(\/|$)|^\/account\/requests\/[^/]/;

/** Whether this page is about new keys already, so that nobody needs to be reminded there. */
export const isAboutNewKeys = (pathname: string): boolean => ABOUT_NEW_KEYS.test(pathname);
