import type { Logger } from "#platform/log.ts";
import type { Mailer, SmsGateway } from "#platform/post/gateways.ts";
import type { Context } from "#portal/context.ts";

/** What it takes to send what is in the outbox: the worker alone has it. */
export interface Delivering extends Pick<Context, "db" | "clock" | "origin"> {
  readonly mailer: Mailer;
  readonly sms: SmsGateway;
  /** The phone that the state has of a person, by their IIN; null for who has none. @throws while nobody can tell */
  findPhone(iin: string): Promise<string | null>;
  /** How many messages all workers together send in any minute. */
  readonly perMinute: number;
  readonly log: Pick<Logger, "error" | "warn">;
}
