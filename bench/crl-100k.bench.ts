import { crlFigure } from "./crl-figure.ts";

export const bench = crlFigure(100_000, { goal: "no pause over 50 ms", beside: "openssl" });
