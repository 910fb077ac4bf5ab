import type { CommonLint } from "./lint.ts";

/** Twenty octets of which the first is 40 to 7f, as `newSerial` makes them. */
const SERIAL = /^[4-7][0-9a-f]{39}$/;

export const serialIsLongAndPositive: CommonLint = {
  rule: "serial-is-long-and-positive",
  source: "RFC 5280 section 4.1.2.2; CA/Browser Forum BR 7.1 (64 bits at least)",
  find: ({ certificate }) => (SERIAL.test(certificate.serial) ? undefined : `serial ${certificate.serial}`),
};
