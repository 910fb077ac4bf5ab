import { csrFigure } from "./csr-figure.ts";

export const bench = csrFigure("EC-P256", "6,000/s; the import of the key costs about half a verification");
