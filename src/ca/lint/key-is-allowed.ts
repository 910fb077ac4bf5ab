import { holderKeyOf } from "../holder-key.ts";
import type { Lint } from "./lint.ts";

export const keyIsAllowed: Lint = {
  rule: "key-is-allowed",
  source: "NCA RK: RSA-2048; this authority: P-256 as well",
  find: ({ certificate }) => (holderKeyOf(certificate.spki) ? undefined : "a key of another size or curve"),
};
