import type { Authority } from "#ca/issue.ts";
import type { Context } from "#portal/context.ts";

/** What the worker has beyond a visitor's portal: the authority, whose key is elsewhere. */
export interface IssuingContext extends Context {
  readonly authority: Authority;
}
