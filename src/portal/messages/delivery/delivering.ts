import type { CitizenRegistry } from "#platform/citizen-registry.ts";
import type { Logger } from "#platform/log.ts";
import type { Mailer, SmsGateway } from "#platform/post/gateways.ts";
import type { Context } from "#portal/context.ts";

/** What it takes to send what is in the outbox: the worker alone has it. */
export interface Delivering extends Pick<Context, "db" | "clock" | "origin"> {
  readonly mailer: Mailer;
  readonly sms: SmsGateway;
  /** Where phones are looked up, each time anew. */
  readonly citizens: CitizenRegistry;
  /** How many messages all workers together send in any minute. */
  readonly perMinute: number;
  readonly log: Pick<Logger, "error" | "warn">;
}
