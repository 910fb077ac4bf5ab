import type { CitizenRegistry } from "#platform/citizen-registry.ts";
import type { Context } from "#portal/context.ts";

/** By which ways a code may reach a person: the phone of the register alone, or the confirmed e-mail address too. */
export type StepUpPolicy = "sms" | "sms-or-email";

/** What the worker reaches to send codes. */
export interface SendingContext extends Pick<Context, "db" | "clock" | "registerNow" | "random" | "primitives"> {
  readonly citizens: CitizenRegistry;
  readonly stepUp: StepUpPolicy;
}
