import { dirname, join } from "node:path";
import type { Env } from "#platform/env.ts";
import { ownIdentities, type ProcessName } from "./accounts.ts";
import { ROOT, WEB_SERVER } from "./build.ts";
import type { ChildOptions } from "./child.ts";
import type { Folders } from "./folders.ts";
import type { Register } from "./register.ts";
import { secret } from "./secrets.ts";

/** Where the processes are told to listen, on this machine alone. */
export const HOST = "127.0.0.1";

export interface Surroundings {
  readonly env: Env;
  readonly folders: Folders;
  readonly register: Register;
  /** `next dev` instead of the production build. */
  readonly development: boolean;
  readonly onDeath: (message: string) => void;
}

/** Where the signer listens: by default in our own folder, which may lie elsewhere when its path is long. */
export const socketOf = (folders: Folders) => process.env["TANBA_SIGNER_SOCKET"] || join(folders.run, "signer.sock");

/** How each process is started: its program, and no setting that it has no need of. */
export function processOptions({ env, folders, register, development, onDeath }: Surroundings) {
  const identities = ownIdentities(folders);
  const options = (
    name: ProcessName,
    args: readonly string[],
    own: Readonly<Record<string, string>>,
  ): ChildOptions => ({
    ...{ name, command: process.execPath, args, cwd: ROOT, onDeath },
    env: { ...common(env, folders, development), ...own },
    log: join(folders.log, `${name}.log`),
    ...(development && name === "web" ? {} : identities?.[name]),
  });
  const main = (name: ProcessName) => join(ROOT, "src", name, "main.ts");

  return {
    signer: {
      ...options("signer", ["--disable-sigusr1", main("signer")], {
        ...{ TANBA_SIGNER_SOCKET: socketOf(folders), TANBA_SIGNER_PER_MINUTE: String(env.TANBA_SIGNER_PER_MINUTE) },
        ...failpoint(env),
      }),
      secret: secret(folders.secrets, "signer-passphrase"),
    },
    worker: options("worker", [main("worker")], {
      ...{ TANBA_SIGNER_SOCKET: socketOf(folders), WORKER_DATABASE_URL: register.urls.tanba_worker },
      TANBA_REVOKE_REPLACED: env.TANBA_REVOKE_REPLACED,
      ...{ TANBA_STEP_UP: env.TANBA_STEP_UP },
      ...(env.TANBA_CITIZENS_URL && { TANBA_CITIZENS_URL: env.TANBA_CITIZENS_URL }),
      ...(env.TANBA_CITIZENS_TOKEN && { TANBA_CITIZENS_TOKEN: env.TANBA_CITIZENS_TOKEN }),
      ...post(env),
      ...failpoint(env),
    }),
    sink: options("sink", [main("sink")], sinkAddresses(env)),
    status: options("status", [main("status")], {
      STATUS_DATABASE_URL: register.urls.tanba_status,
    }),
    web: options("web", development ? developmentServer(env.PORT) : [WEB_SERVER], {
      ...{ WEB_DATABASE_URL: register.urls.tanba_web, PORT: String(env.PORT), HOSTNAME: HOST },
      ...{ TANBA_TRUSTED_PROXIES: String(env.TANBA_TRUSTED_PROXIES), NEXT_TELEMETRY_DISABLED: "1" },
      ...{ TANBA_STEP_UP: env.TANBA_STEP_UP },
      ...(env.TANBA_SOURCE_URL && { TANBA_SOURCE_URL: env.TANBA_SOURCE_URL }),
      ...(env.TANBA_STATUS_INTERNAL_URL && { TANBA_STATUS_INTERNAL_URL: env.TANBA_STATUS_INTERNAL_URL }),
      TANBA_REVOKE_REPLACED: env.TANBA_REVOKE_REPLACED,
    }),
  } satisfies Record<ProcessName, ChildOptions>;
}

const developmentServer = (port: number) => [
  join(ROOT, "node_modules/next/dist/bin/next"),
  ...["dev", "--hostname", HOST, "--port", String(port)],
];

/** What all of them may know: addresses and folders, nothing secret. */
const common = (env: Env, folders: Folders, development: boolean) => ({
  NODE_ENV: development ? "development" : "production",
  PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
  // no account, no home; but graphile-worker's search for its settings asks for one
  HOME: "/nonexistent",
  TZ: "UTC",
  TANBA_ORIGIN: env.TANBA_ORIGIN,
  TANBA_CRL_SHARDS: String(env.TANBA_CRL_SHARDS),
  TANBA_STATUS_URL: env.TANBA_STATUS_URL,
  TANBA_STATUS_PORT: String(env.TANBA_STATUS_PORT),
  TANBA_VAR: folders.var,
  TANBA_LOG_LEVEL: env.TANBA_LOG_LEVEL,
});

/** Whether anything that is sent stays here: then the sink is there to keep it. */
export const needsSink = ({ TANBA_SMTP_URL, TANBA_SMS_PROVIDER }: Env): boolean =>
  TANBA_SMTP_URL === undefined || TANBA_SMS_PROVIDER === "sink";

const sinkAddresses = ({ TANBA_SINK_PORT, TANBA_SINK_SMTP_PORT }: Env) => ({
  ...{ TANBA_SINK_HOST: HOST, TANBA_SINK_PORT: String(TANBA_SINK_PORT) },
  TANBA_SINK_SMTP_PORT: String(TANBA_SINK_SMTP_PORT),
});

/** How letters and SMS go out, with the passwords for it: nobody's but the worker's. */
function post(env: Env): Readonly<Record<string, string>> {
  const { TANBA_SMTP_URL, TANBA_MAIL_FROM, TANBA_SMS_PROVIDER, TANBA_SMS_ACCOUNT, TANBA_SMS_SECRET } = env;
  const { TANBA_SMS_SENDER, TANBA_SMS_URL, TANBA_MESSAGES_PER_MINUTE } = env;
  const given = {
    ...{ TANBA_SMTP_URL, TANBA_MAIL_FROM, TANBA_SMS_PROVIDER, TANBA_SMS_ACCOUNT, TANBA_SMS_SECRET },
    ...{ TANBA_SMS_SENDER, TANBA_SMS_URL, TANBA_MESSAGES_PER_MINUTE: String(TANBA_MESSAGES_PER_MINUTE) },
  };
  const set = Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
  return { ...sinkAddresses(env), ...Object.fromEntries(set) };
}

function failpoint({ TANBA_FAILPOINT, TANBA_FAILPOINTS_ALLOWED }: Env): Readonly<Record<string, string>> {
  if (TANBA_FAILPOINTS_ALLOWED === undefined || TANBA_FAILPOINT === undefined) return {};
  return { TANBA_FAILPOINT, TANBA_FAILPOINTS_ALLOWED };
}
