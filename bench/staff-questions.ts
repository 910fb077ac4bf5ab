import type { Actor } from "#portal/actor.ts";
import { findCertificates } from "#portal/all-certificates/find-certificates.ts";
import { openForStaff } from "#portal/all-certificates/open-for-staff.ts";
import { LogFilter } from "#portal/audit/search/contract.ts";
import { searchLog } from "#portal/audit/search/search-log.ts";
import type { Context } from "#portal/context.ts";
import { MessageFilter } from "#portal/messages/contract.ts";
import { countMessages, listMessages } from "#portal/messages/list-messages.ts";
import { listOrders } from "#portal/orders/list-orders.ts";
import { QueueFilter } from "#portal/queue/contract.ts";
import { listQueue } from "#portal/queue/list-queue.ts";
import { openQueued } from "#portal/queue/open-queued.ts";
import { queueOverview } from "#portal/queue/overview.ts";
import { openOrganisation } from "#portal/registers/open-organisation.ts";
import { openPerson } from "#portal/registers/open-person.ts";
import { searchRegister } from "#portal/registers/search-register.ts";
import type { Questions } from "./questions.ts";

/** What an auditor asks of the log. */
function logQuestions(
  context: Context,
  auditor: Actor,
  { number, iin }: { readonly number: string; readonly iin: string },
): Questions {
  const log = (asked: Readonly<Record<string, string>>) => () =>
    searchLog(context, auditor, { filter: LogFilter.parse(asked) });
  return {
    "/operator/log": log({}),
    "/operator/log?action=request-refused": log({ action: "request-refused" }),
    "/operator/log?action=, of none": log({ action: "request-noted" }),
    "/operator/log?number=": log({ number }),
    "/operator/log?iin=": log({ iin }),
    "/operator/log?from=&to=": log({ from: "2026-01-01", to: "2026-01-02" }),
    "/operator/log?from=&to=&action=": log({ from: "2026-01-01", to: "2026-01-02", action: "request-refused" }),
  };
}

/** What an operator asks of the people and organisations of the register. */
function registerQuestions(
  context: Context,
  operator: Actor,
  { iin, head }: { readonly iin: string; readonly head: Actor },
): Questions {
  const search = (what: "people" | "organisations", by: string, after?: string) => () =>
    searchRegister(context, operator, { what, by, after });
  return {
    "/operator/registers, an IIN": search("people", iin),
    "/operator/registers, a surname of one in thirteen": search("people", "петров"),
    "/operator/registers, from a place in the midst": search("people", "омаров", head.personId),
    "/operator/registers, a surname and a given name": search("people", "омаров марат"),
    "/operator/registers, a patronymic of nobody": search("people", "омаров марат ешкім"),
    "/operator/registers, of nobody": search("people", "ешкім"),
    "/operator/registers, a BIN": search("organisations", "0".repeat(12)),
    "/operator/registers, a word of all organisations": search("organisations", "үлгі"),
    "/operator/registers, a word of one organisation": search("organisations", "үлгі 77"),
    "/operator/registers/people/[id]": () => openPerson(context, operator, head.personId),
    "/operator/registers/organisations/[id]": () => openOrganisation(context, operator, head.organisationId ?? ""),
  };
}

/** What an operator asks of the outbox. */
function messageQuestions(context: Context, operator: Actor): Questions {
  const list = (asked: Readonly<Record<string, string>>, after?: string) => () =>
    listMessages(context, operator, { filter: MessageFilter.parse(asked), cursor: { after } });
  const far = `${Date.now() - 1_000_000_000}.ffffffff-ffff-ffff-ffff-ffffffffffff`;
  return {
    "/operator/messages, the counts": () => countMessages(context, operator),
    "/operator/messages": list({}),
    "/operator/messages, from a place in the midst": list({}, far),
    "/operator/messages?state=GIVEN_UP": list({ state: "GIVEN_UP" }),
    "/operator/messages?state=QUEUED, of none": list({ state: "QUEUED" }),
    "/operator/messages?state=SENT, in the midst": list({ state: "SENT" }, far),
    "/operator/messages?kind=, of none": list({ kind: "NEW_BROWSER" }),
    "/operator/messages?channel=SMS&kind=, of none": list({ channel: "SMS", kind: "KEYS_INSTALLED" }),
    "/operator/messages?state=SENT&kind=, of none": list({ state: "SENT", kind: "KEYS_ISSUED" }),
    "/operator/messages?channel=SMS&state=FAILED": list({ channel: "SMS", state: "FAILED" }),
    "/operator/messages?from=&to=": list({ from: "2026-11-01", to: "2026-11-02" }),
  };
}

/** What an operator asks of all certificates. */
function certificateQuestions(
  context: Context,
  operator: Actor,
  { iin, serial }: { readonly iin: string; readonly serial: string },
): Questions {
  const found = (by: string, after?: string) => () => findCertificates(context, operator, { by, after });
  return {
    "/operator/certificates: an IIN": found(iin),
    "/operator/certificates: a BIN": found("0".repeat(12)),
    "/operator/certificates: a BIN, the page after": found("0".repeat(12), serial),
    "/operator/certificates: a number of nobody": found("999999999999"),
    "/operator/certificates: a serial number": found(serial),
    "/operator/certificates: a serial number or SKI of none": found("5a".repeat(20)),
    "/operator/certificates: a surname of one in thirteen": found("ахметов"),
    "/operator/certificates: two letters": found("қа"),
    "/operator/certificates: a name, from a place in the midst": found("ахметов", serial),
    "/operator/certificates: words of few": found("жұмағұлов ер үлгі"),
    "/operator/certificates: a surname of many, a name of nobody": found("ахметов ешкім"),
    "/operator/certificates: a name of nobody": found("ешкім"),
    "/operator/certificates/[serial]": () => openForStaff(context, operator, serial),
    "/operator/orders": () => listOrders(context, operator, { tab: "waiting" }),
    "/operator/orders?tab=all": () => listOrders(context, operator, { tab: "all" }),
  };
}

/** What an operator asks of all requests of the country, and the rest of the staff of what is theirs. */
export function staffQuestions(
  context: Context,
  head: Actor,
  { number, far, iin, serial }: Readonly<Record<"number" | "far" | "iin" | "serial", string>>,
): Questions {
  const operator: Actor = { ...head, template: "OPERATOR" };
  const queue = (asked: Readonly<Record<string, string>>, after?: string) => () =>
    listQueue(context, operator, { filter: QueueFilter.parse(asked), cursor: { after } });
  return {
    "/operator": () => queueOverview(context, operator),
    "/operator/requests": queue({}),
    "/operator/requests?order=newest": queue({ order: "newest" }),
    "/operator/requests, from a place in the midst": queue({}, far),
    "/operator/requests?state=SUBMITTED": queue({ state: "SUBMITTED" }),
    "/operator/requests?state=REJECTED, of none": queue({ state: "REJECTED" }),
    "/operator/requests?state=INSTALLED, in the midst": queue({ state: "INSTALLED" }, far),
    "/operator/requests?claim=mine": queue({ claim: "mine" }),
    "/operator/requests?claim=free&state=SUBMITTED": queue({ claim: "free", state: "SUBMITTED" }),
    "/operator/requests?who=, an IIN": queue({ who: iin }),
    "/operator/requests?who=, a BIN": queue({ who: "0".repeat(12) }),
    "/operator/requests?who=, a BIN, newest first": queue({ who: "0".repeat(12), order: "newest" }),
    "/operator/requests?who=, of nobody": queue({ who: "999999999999" }),
    "/operator/requests?from=&to=": queue({ from: "2026-01-01", to: "2026-01-02" }),
    "/operator/requests/[number]": () => openQueued(context, operator, number),
    ...certificateQuestions(context, operator, { iin, serial }),
    ...messageQuestions(context, operator),
    ...registerQuestions(context, operator, { iin, head }),
    ...logQuestions(context, { ...head, template: "AUDITOR" }, { number, iin }),
  };
}
