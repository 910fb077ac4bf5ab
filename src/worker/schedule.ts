import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { forgetEndedCrls } from "#ca/revocation/store.ts";
import { expireUnconfirmed } from "#portal/requests/expire-unconfirmed.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import type { IssuingContext } from "#portal/requests/issuing-context.ts";
import { issueServices } from "#portal/services/issue-services.ts";
import { forgetEnded } from "#portal/sign-in/forget-ended.ts";

/** One thing that happens by itself. */
export interface Job {
  /** When it is due, as crontab has it, in UTC. All can also be asked for at any time, under their names. */
  readonly cron: string;
  /** Whether it is due when the worker starts. */
  readonly atStart: boolean;
  /** @param again whether it failed the last time */
  run(context: IssuingContext, again: boolean): Promise<unknown>;
}

/** Everything that nobody asks for, and when. Each may run twice or late and does no harm. */
export const SCHEDULE: Readonly<Record<string, Job>> = {
  "issue-confirmed": {
    cron: "* * * * *",
    atStart: true,
    // what failed or was interrupted by our own end needs no waiting time
    run: (context, again) => issueConfirmed(context, again ? { interruptedMs: 0 } : {}),
  },
  "issue-services": {
    cron: "* * * * *",
    atStart: true,
    run: issueServices,
  },
  "publish-crl": {
    cron: "0 * * * *",
    atStart: true,
    run: ({ authority, db }) => publishCrl(authority, db),
  },
  "expire-unconfirmed": {
    cron: "*/10 * * * *",
    atStart: true,
    async run(context) {
      while ((await expireUnconfirmed(context)) > 0);
    },
  },
  "forget-ended": {
    cron: "30 * * * *",
    atStart: false,
    run: forgetEnded,
  },
  "forget-ended-crls": {
    cron: "45 * * * *",
    atStart: false,
    run: ({ db }) => forgetEndedCrls(db),
  },
};
