import { z } from "zod";
import { publishCrl } from "#ca/revocation/publish-crl.ts";
import { forgetEndedCrls } from "#ca/revocation/store.ts";
import { type LogContext, signCheckpoint } from "#portal/audit/log/sign-checkpoint.ts";
import { applyPolicies } from "#portal/confirmations/apply-policies.ts";
import { answerQuestions, forgetOldQuestions } from "#portal/first-keys/answer-questions.ts";
import { deliverMessages } from "#portal/messages/delivery/deliver-messages.ts";
import type { Delivering } from "#portal/messages/delivery/delivering.ts";
import { askReceipts } from "#portal/messages/receipts/ask-receipts.ts";
import { forgetSettled } from "#portal/messages/store.ts";
import { planNotices } from "#portal/notices/expiry/plan-notices.ts";
import { planReminders } from "#portal/notices/requests/plan-reminders.ts";
import { expireOrders } from "#portal/orders/expire-orders.ts";
import { confirmEmails } from "#portal/profile/confirm-emails.ts";
import { expireUnconfirmed } from "#portal/requests/expire-unconfirmed.ts";
import { issueConfirmed } from "#portal/requests/issue-confirmed.ts";
import type { IssuingContext } from "#portal/requests/issuing-context.ts";
import { applyOrders } from "#portal/revocation/apply-orders.ts";
import { type ReplacedKeys, revokeReplaced } from "#portal/revocation/revoke-replaced.ts";
import { issueServices } from "#portal/services/issue-services.ts";
import { forgetEnded } from "#portal/sign-in/forget-ended.ts";
import { sendCodes } from "#portal/step-up/send-codes.ts";
import type { SendingContext } from "#portal/step-up/sending-context.ts";
import { freeAbandonedJobs } from "./store.ts";

/** All that the jobs reach, and the policies they go by. */
export interface WorkerContext extends IssuingContext, SendingContext, Delivering, LogContext {
  readonly replacedKeys: ReplacedKeys;
}

/** What the register says of a revocation; of a clock's own job nothing is said, and then every CRL is due. */
const Changed = z.object({ shard: z.number().int().min(0) });

/** One thing that happens by itself. */
export interface Job {
  /** When it is due, as crontab has it, in UTC. All can also be asked for at any time, under their names; some only so. */
  readonly cron?: string;
  /** Whether it is due when the worker starts. */
  readonly atStart: boolean;
  run(context: WorkerContext, call: Call): Promise<unknown>;
}

interface Call {
  /** Whether it failed the last time. */
  readonly again: boolean;
  /** What it was asked for with, unchecked. */
  readonly payload: unknown;
}

/** Everything that nobody asks for, and when. Each may run twice or late and does no harm. */
export const SCHEDULE: Readonly<Record<string, Job>> = {
  "free-abandoned-jobs": {
    cron: "* * * * *",
    atStart: true,
    run: ({ db }) => freeAbandonedJobs(db),
  },
  "issue-confirmed": {
    cron: "* * * * *",
    atStart: true,
    // what failed or was interrupted by our own end needs no waiting time
    run: (context, { again }) => issueConfirmed(context, again ? { interruptedMs: 0 } : {}),
  },
  "apply-revocations": {
    cron: "* * * * *",
    atStart: true,
    run: applyOrders,
  },
  "apply-policies": {
    cron: "* * * * *",
    atStart: true,
    run: applyPolicies,
  },
  "revoke-replaced": {
    atStart: false,
    run: (context, { payload }) => revokeReplaced(context, payload),
  },
  "send-codes": {
    cron: "* * * * *",
    atStart: true,
    run: sendCodes,
  },
  "answer-questions": {
    cron: "* * * * *",
    atStart: true,
    run: answerQuestions,
  },
  "confirm-emails": {
    cron: "* * * * *",
    atStart: true,
    run: confirmEmails,
  },
  "issue-services": {
    cron: "* * * * *",
    atStart: true,
    run: issueServices,
  },
  "publish-crl": {
    cron: "0 * * * *",
    atStart: true,
    run: ({ authority, db }, { payload }) => publishCrl(authority, db, Changed.safeParse(payload).data?.shard),
  },
  "sign-checkpoint": {
    cron: "* * * * *",
    atStart: true,
    run: signCheckpoint,
  },
  "expire-unconfirmed": {
    cron: "*/10 * * * *",
    atStart: true,
    async run(context) {
      while ((await expireUnconfirmed(context)) > 0);
    },
  },
  "expire-orders": {
    cron: "*/10 * * * *",
    atStart: true,
    run: expireOrders,
  },
  "plan-notices": {
    cron: "*/10 * * * *",
    atStart: true,
    run: planNotices,
  },
  "plan-reminders": {
    cron: "*/10 * * * *",
    atStart: true,
    run: planReminders,
  },
  "deliver-messages": {
    cron: "* * * * *",
    atStart: true,
    run: deliverMessages,
  },
  "ask-receipts": {
    cron: "* * * * *",
    atStart: false,
    run: askReceipts,
  },
  "forget-settled-messages": {
    cron: "40 * * * *",
    atStart: false,
    run: ({ db }) => forgetSettled(db),
  },
  "forget-ended": {
    cron: "30 * * * *",
    atStart: false,
    run: forgetEnded,
  },
  "forget-old-questions": {
    cron: "35 * * * *",
    atStart: false,
    run: forgetOldQuestions,
  },
  "forget-ended-crls": {
    cron: "5,15,25,35,45,55 * * * *",
    atStart: false,
    run: ({ db }) => forgetEndedCrls(db),
  },
};
