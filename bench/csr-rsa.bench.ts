import { csrFigure } from "./csr-figure.ts";

export const bench = csrFigure(
  "RSA-2048",
  "20,000/s; past the signature, the tests for weak moduli and the import of the key cost most",
);
