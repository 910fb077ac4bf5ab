/** The header in which the proxy tells a page its own path, without the language; what a visitor sends there is overwritten. */
export const ASKED_PATH = "x-tanba-path";
