import { csrFigure } from "./csr-figure.ts";

export const bench = csrFigure(
  "RSA-2048",
  "20,000/s; the tests for weak moduli cost about as much as the signature, reading DER more",
);
