import { join } from "node:path";
import { z } from "zod";

const port = z.coerce.number().int().min(1).max(65_535);
const postgresUrl = z.string().regex(/^postgres(ql)?:\/\//, "is not a postgresql:// address");
const httpUrl = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/$/, ""));

/** Every setting there is, with what it is without one; .env.example says the same and a test compares them. */
export const Variables = z.object({
  /** Where visitors find the account; it stands in every text that they sign. By default http://localhost:PORT. */
  TANBA_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform((url) => new URL(url).origin)
    .optional(),
  /** The port of `web`. */
  PORT: port.default(3000),
  /** The port of `status`. */
  TANBA_STATUS_PORT: port.default(3001),
  /** Where relying parties find `status`; it stands in every certificate. By default http://localhost:TANBA_STATUS_PORT. */
  TANBA_STATUS_URL: httpUrl.optional(),
  /** Where `web` itself finds `status`, when that is another address than everybody else's. */
  TANBA_STATUS_INTERNAL_URL: httpUrl.optional(),
  /** Among how many CRLs new certificates are divided; those that name other shards keep them. */
  TANBA_CRL_SHARDS: z.coerce.number().int().min(1).max(1024).default(8),
  /** The folder of everything that is kept outside the database. */
  TANBA_VAR: z.string().min(1).default("var"),
  /** The UNIX socket between `worker` and `signer`; by default run/signer.sock in TANBA_VAR. */
  TANBA_SIGNER_SOCKET: z.string().min(1).optional(),
  /** How many certificates the signer signs in any minute, whoever asks; no fewer than the worker orders at once. */
  TANBA_SIGNER_PER_MINUTE: z.coerce.number().int().min(128).default(12_000),
  /** What becomes of the old keys when new ones are installed: the holder is asked, they are always revoked, or never. */
  TANBA_REVOKE_REPLACED: z.enum(["ask", "always", "never"]).default("ask"),
  /** By which ways a code may reach a person: the phone of the register alone, or the confirmed e-mail address too. */
  TANBA_STEP_UP: z.enum(["sms", "sms-or-email"]).default("sms"),
  /** The gateway to the state registers, and what it is shown; without it they are tables of our own. */
  TANBA_CITIZENS_URL: httpUrl.optional(),
  TANBA_CITIZENS_TOKEN: z.string().min(1).optional(),
  /** A PostgreSQL of yours, as its owner. Without it `npm start` brings its own. */
  DATABASE_URL: postgresUrl.optional(),
  /** The same database as the roles tanba_web, tanba_worker, tanba_status and tanba_auditor. */
  WEB_DATABASE_URL: postgresUrl.optional(),
  WORKER_DATABASE_URL: postgresUrl.optional(),
  STATUS_DATABASE_URL: postgresUrl.optional(),
  AUDITOR_DATABASE_URL: postgresUrl.optional(),
  /** The number of proxies in front of `web` whose X-Forwarded-For is believed. */
  TANBA_TRUSTED_PROXIES: z.coerce.number().int().min(0).max(5).default(0),
  /** Where the source code of this installation is kept; the footer links to it. */
  TANBA_SOURCE_URL: httpUrl.optional(),
  /** The SMTP server that letters go to: smtp[s]://user:password@host:port. Without it `npm start` has a sink of its own. */
  TANBA_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Whom letters come from; by default no-reply at the host of TANBA_ORIGIN. */
  TANBA_MAIL_FROM: z.email().optional(),
  /** Who sends SMS; the sink keeps them and sends none. */
  TANBA_SMS_PROVIDER: z.enum(["sink", "twilio", "mobizon", "smsc"]).default("sink"),
  /** Twilio's account number, or SMSC's login. */
  TANBA_SMS_ACCOUNT: z.string().min(1).optional(),
  /** Twilio's token, Mobizon's key, or SMSC's password. */
  TANBA_SMS_SECRET: z.string().min(1).optional(),
  /** The number or the name that SMS come from, as the provider has it registered. */
  TANBA_SMS_SENDER: z.string().min(1).optional(),
  /** Another address of the provider than its own. */
  TANBA_SMS_URL: httpUrl.optional(),
  /** How many messages all workers together send in any minute. */
  TANBA_MESSAGES_PER_MINUTE: z.coerce.number().int().min(1).default(600),
  /** Where the sink listens: its page and SMS, and SMTP. */
  TANBA_SINK_HOST: z.string().min(1).default("127.0.0.1"),
  TANBA_SINK_PORT: port.default(3002),
  TANBA_SINK_SMTP_PORT: port.default(3025),
  TANBA_LOG_LEVEL: z.enum(["fatal", "error", "warn", "info", "debug", "trace"]).default("info"),
  /** For tests alone: the step at which a process kills itself, and that it may. */
  TANBA_FAILPOINT: z.string().optional(),
  TANBA_FAILPOINTS_ALLOWED: z.literal("1").optional(),
});

export type Env = z.output<typeof Variables> & {
  readonly TANBA_ORIGIN: string;
  readonly TANBA_STATUS_URL: string;
  readonly TANBA_SIGNER_SOCKET: string;
};

/**
 * The settings, checked; a variable that is empty counts as absent.
 *
 * @throws {Error} one sentence a wrong variable, naming it
 */
export function readEnv(variables: Readonly<Record<string, string | undefined>>): Env {
  const given = Object.fromEntries(
    Object.entries(variables).filter(([, value]) => value !== undefined && value !== ""),
  );
  const result = Variables.safeParse(given);
  if (!result.success) {
    throw new Error(result.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}.`).join(" "));
  }
  const env = result.data;
  return {
    ...env,
    TANBA_ORIGIN: env.TANBA_ORIGIN ?? `http://localhost:${env.PORT}`,
    TANBA_STATUS_URL: env.TANBA_STATUS_URL ?? `http://localhost:${env.TANBA_STATUS_PORT}`,
    TANBA_SIGNER_SOCKET: env.TANBA_SIGNER_SOCKET ?? join(env.TANBA_VAR, "run/signer.sock"),
  };
}
