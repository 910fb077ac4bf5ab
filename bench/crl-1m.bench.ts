import { crlFigure } from "./crl-figure.ts";

export const bench = crlFigure(1_000_000, { goal: "4 s, no pause over 50 ms" });
