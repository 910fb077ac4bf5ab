import { destination, type Logger, pino } from "pino";

export type { Logger } from "pino";

/** Fields that never reach a log, wherever a logged object has them on its first two levels. */
const SECRET = [
  "password",
  "passphrase",
  "token",
  "cookie",
  "authorization",
  "cms",
  "csr",
  "authCsr",
  "signCsr",
  "nonce",
  "iin",
  "email",
  "privateKey",
];

/**
 * A log of one JSON object a line on standard output, for one process.
 *
 * Personal data and secrets are left out by name; texts from outside stay on one line, because JSON escapes them.
 */
export function openLog(name: string, { level = "info" }: { readonly level?: string } = {}): Logger {
  const paths = SECRET.flatMap((field) => [field, `*.${field}`]);
  return pino(
    { name, level, redact: { paths, censor: "[left out]" }, timestamp: pino.stdTimeFunctions.isoTime },
    destination({ fd: 1, sync: false }),
  );
}
