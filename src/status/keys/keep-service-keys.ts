import type { ServiceKind } from "#ca/service/profiles.ts";
import { hasBegun, hasEnded } from "#pki/validity.ts";
import type { Clock } from "#platform/clock.ts";
import { registerNow } from "#platform/register-clock.ts";
import type { HeardClock } from "../heard-clock.ts";
import type { ServiceKeys } from "../service-key.ts";
import { openKeyFolder } from "./key-folder.ts";
import { type Keeping, lookAfter } from "./look-after.ts";
import { type KeyPlan, KINDS } from "./plan-keys.ts";

/** How the key of a service is doing, for whoever looks after this process. */
export interface KeyHealth {
  readonly kind: ServiceKind;
  /** The end of the certificate that serves now; undefined while none does. */
  readonly until: Date | undefined;
  /** Since when there ought to be another certificate. */
  readonly dueSince: Date | undefined;
}

export interface KeptKeys extends ServiceKeys {
  health(): readonly KeyHealth[];
}

/** How often is looked, and how often for a certificate that was asked for: each wait is twice the last, up to the longest. */
const ROUND_MS = 10_000;
const FIRST_WAIT_MS = 125;
const LONGEST_WAIT_MS = 2_000;
/** A certificate that is due takes a second: one that is not there after this is an alarm, and again each hour. */
const PATIENCE_MS = 10 * 60_000;
const ALARM_MS = 3_600_000;

/**
 * Keeps a key with a certificate in force for every service, renewed at half of its life, and says so when that does not
 * succeed. Each look takes note of the register's clock.
 *
 * While the register is away, what serves goes on to the end of its certificate.
 *
 * @throws {Error} one sentence, when the folder can't be written
 */
export function keepServiceKeys(keeping: Keeping & { readonly clock: Clock; readonly heard: HeardClock }): KeptKeys {
  const { clock, log, db, heard, folder } = keeping;
  openKeyFolder(folder);
  const begunAt = clock.now();
  let plans: ReadonlyMap<ServiceKind, KeyPlan> = new Map();
  let away = false;
  let waitMs = FIRST_WAIT_MS;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  const warn = hourlyWarning(log);

  async function look(): Promise<void> {
    try {
      heard.hear(await registerNow(db));
      plans = await lookAfter(keeping, { now: clock.now(), begunAt });
      away = false;
    } catch (err) {
      if (!away) log.warn({ err }, "the keys of status can't be looked after");
      away = true;
    }
    for (const kind of KINDS) warn(kind, healthOf(kind), clock.now());
    const waits =
      away ||
      plans.size === 0 ||
      [...plans.values()].some(({ waiting, makeAnother }) => makeAnother || waiting.length > 0);
    waitMs = waits ? Math.min(waitMs * 2, LONGEST_WAIT_MS) : FIRST_WAIT_MS;
    if (!stopped) timer = setTimeout(begin, waits ? waitMs : ROUND_MS);
  }

  const current: ServiceKeys["current"] = (kind) => {
    const now = clock.now();
    return plans
      .get(kind)
      ?.serving.find(({ certificate }) => hasBegun(certificate, now) && !hasEnded(certificate, now));
  };
  const healthOf = (kind: ServiceKind): KeyHealth => ({
    kind,
    until: current(kind)?.certificate.notAfter,
    dueSince: plans.has(kind) ? plans.get(kind)?.dueSince : begunAt,
  });

  let looking = look();
  function begin(): void {
    looking = look();
  }
  return {
    current,
    health: () => KINDS.map(healthOf),
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

function hourlyWarning(log: Keeping["log"]) {
  const last = new Map<ServiceKind, number>();
  return (kind: ServiceKind, { until, dueSince }: KeyHealth, now: Date): void => {
    if (!dueSince || now.getTime() - dueSince.getTime() < PATIENCE_MS) {
      last.delete(kind);
      return;
    }
    if (now.getTime() - (last.get(kind) ?? Number.NEGATIVE_INFINITY) < ALARM_MS) return;
    last.set(kind, now.getTime());
    log.warn({ kind, dueSince, until }, "a key of status ought to have another certificate and gets none");
  };
}
