import localFont from "next/font/local";

/*
 * Golos Text in the four pieces that Kazakh, Russian and English need; a browser loads the pieces whose letters it meets.
 * The letters Ә Ғ Қ Ң Ө Ү Һ stand in cyrillic-ext, Ұ and І in cyrillic, ń in latin-ext.
 */

const latin = localFont({
  src: "../../node_modules/@fontsource-variable/golos-text/files/golos-text-latin-wght-normal.woff2",
  variable: "--font-golos-latin",
  weight: "400 900",
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0000-00FF, U+0131, U+0152-0153, U+02BB-02BC, U+02C6, U+02DA, U+02DC, U+2000-206F, U+20AC, U+2122, U+2191, U+2193, U+2212, U+2215, U+FEFF, U+FFFD",
    },
  ],
});

const latinExt = localFont({
  src: "../../node_modules/@fontsource-variable/golos-text/files/golos-text-latin-ext-wght-normal.woff2",
  variable: "--font-golos-latin-ext",
  weight: "400 900",
  preload: false,
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+0100-0130, U+0132-0151, U+0154-02BA, U+1E00-1E9F, U+20A0-20AB" }],
});

const cyrillic = localFont({
  src: "../../node_modules/@fontsource-variable/golos-text/files/golos-text-cyrillic-wght-normal.woff2",
  variable: "--font-golos-cyrillic",
  weight: "400 900",
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+0301, U+0400-045F, U+0490-0491, U+04B0-04B1, U+2116" }],
});

const cyrillicExt = localFont({
  src: "../../node_modules/@fontsource-variable/golos-text/files/golos-text-cyrillic-ext-wght-normal.woff2",
  variable: "--font-golos-cyrillic-ext",
  weight: "400 900",
  adjustFontFallback: false,
  declarations: [{ prop: "unicode-range", value: "U+0460-048F, U+0492-04AF, U+04B2-052F, U+20B4" }],
});

/** The classes that put the four pieces of the typeface into CSS variables. */
export const fontVariables = [latin, latinExt, cyrillic, cyrillicExt].map(({ variable }) => variable).join(" ");
