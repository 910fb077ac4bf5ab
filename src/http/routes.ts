import type { Limit } from "#portal/limits/limiter.ts";
import type { StaffAct } from "#portal/staff/roles.ts";

interface Limited {
  /** Counted per address for anyone, per holder otherwise. */
  readonly limit?: Limit;
}

/**
 * Who may call: anyone, a signed-in holder, a senior manager, or those of the authority's staff who have a right. The use
 * case tells the last two from other holders; the table says what it will find.
 */
export type RouteRule = Limited &
  ({ readonly actor: "anyone" | "holder" | "manager" } | { readonly actor: "staff"; readonly may: StaffAct });

/** Every way into the portal that is no page, and who may go it. A handler that is not here cannot be written. */
export const ROUTES = {
  "POST /api/challenges": { actor: "anyone", limit: "challenge" },
  "POST /api/session": { actor: "anyone", limit: "sign-in" },
  "GET /api/session": { actor: "holder" },
  "DELETE /api/session": { actor: "anyone" },
  "DELETE /api/sessions": { actor: "holder", limit: "write" },
  "POST /api/requests": { actor: "holder", limit: "write" },
  "GET /api/requests/[number]": { actor: "holder" },
  "GET /api/requests/[number]/certificates": { actor: "holder" },
  "POST /api/requests/[number]/installation": { actor: "holder", limit: "write" },
  "POST /api/requests/[number]/cancellation": { actor: "holder", limit: "write" },
  "POST /api/requests/[number]/decision": { actor: "manager", limit: "write" },
  "POST /api/confirmations": { actor: "manager", limit: "write" },
  "POST /api/delegations": { actor: "manager", limit: "write" },
  "POST /api/delegations/[id]/withdrawal": { actor: "manager", limit: "write" },
  "GET /api/revocations": { actor: "holder" },
  "POST /api/revocations": { actor: "holder", limit: "write" },
  "POST /api/releases": { actor: "holder", limit: "write" },
  "GET /api/orders": { actor: "staff", may: "orderRevocation" },
  "POST /api/orders": { actor: "staff", may: "orderRevocation", limit: "write" },
  "GET /api/orders/[id]": { actor: "staff", may: "orderRevocation" },
  "POST /api/orders/[id]/decision": { actor: "staff", may: "approveOrder", limit: "write" },
  "POST /api/codes": { actor: "holder", limit: "code" },
  "GET /api/codes/[id]": { actor: "holder" },
  "GET /api/certificates": { actor: "holder", limit: "report" },
  "GET /api/certificates/[serial]": { actor: "holder", limit: "download" },
  "GET /api/track/[number]": { actor: "anyone", limit: "track" },
  "POST /api/register-questions": { actor: "anyone", limit: "register-question" },
  "GET /api/register-questions/[id]": { actor: "anyone", limit: "register-answer" },
  "POST /api/first-keys": { actor: "anyone", limit: "first-keys" },
  "POST /api/first-keys/[number]/certificates": { actor: "anyone", limit: "possession" },
  "POST /api/first-keys/[number]/installation": { actor: "anyone", limit: "possession" },
  "POST /api/operator/first-keys/search": { actor: "staff", may: "confirmFirstKeys", limit: "write" },
  "POST /api/operator/first-keys/[number]/register-questions": {
    actor: "staff",
    may: "confirmFirstKeys",
    limit: "write",
  },
  "GET /api/operator/register-questions/[id]": { actor: "staff", may: "confirmFirstKeys" },
  "POST /api/operator/first-keys/[number]/decision": { actor: "staff", may: "confirmFirstKeys", limit: "write" },
  "PUT /api/profile": { actor: "holder", limit: "write" },
  "POST /api/email-changes": { actor: "holder", limit: "write" },
  "POST /api/email-confirmations": { actor: "anyone", limit: "email-link" },
  "GET /api/operator/log": { actor: "staff", may: "readLog", limit: "report" },
  "GET /api/operator/requests": { actor: "staff", may: "seeRequests", limit: "report" },
  "POST /api/operator/requests/[number]/notes": { actor: "staff", may: "claim", limit: "write" },
  "POST /api/operator/reveals": { actor: "staff", may: "seeCertificates", limit: "write" },
  "POST /api/operator/certificates/search": { actor: "staff", may: "seeCertificates", limit: "write" },
  "POST /api/operator/claims": { actor: "staff", may: "claim", limit: "write" },
  "POST /api/operator/views": { actor: "staff", may: "seeRequests", limit: "write" },
  "DELETE /api/operator/views/[id]": { actor: "staff", may: "seeRequests", limit: "write" },
  "POST /api/operator/registers/search": { actor: "staff", may: "seeRegisters", limit: "write" },
  "POST /api/operator/messages/[id]/retry": { actor: "staff", may: "retryMessage", limit: "write" },
  "GET /api/health/live": { actor: "anyone" },
  "GET /api/health/ready": { actor: "anyone" },
} as const satisfies Record<string, RouteRule>;

export type RouteName = keyof typeof ROUTES;
