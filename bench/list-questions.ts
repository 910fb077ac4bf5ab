import type { Database } from "#platform/database.ts";
import type { Actor } from "#portal/actor.ts";
import { listWaiting } from "#portal/approvals/list-waiting.ts";
import { openForDecision } from "#portal/approvals/open.ts";
import { countTabs, waitingFor } from "#portal/approvals/waiting-for.ts";
import { KeyFilter } from "#portal/certificates/contract.ts";
import { listAndCountKeys, listKeys } from "#portal/certificates/list.ts";
import { openCertificate } from "#portal/certificates/open.ts";
import { findByIssuerAndSerial } from "#portal/certificates/store.ts";
import type { Context } from "#portal/context.ts";
import { isAlone } from "#portal/delegations/is-alone.ts";
import { openDelegations } from "#portal/delegations/open-delegations.ts";
import { accountHome } from "#portal/profile/home.ts";
import { openOwnRequest } from "#portal/requests/open-request.ts";
import { listOwnRequests } from "#portal/requests/own-requests.ts";
import { trackRequest } from "#portal/requests/track.ts";
import { findActor } from "#portal/sign-in/find-actor.ts";
import type { Questions } from "./questions.ts";
import { staffQuestions } from "./staff-questions.ts";

/** The questions of every page, asked by a first head of nearly ten thousand people and by one of their employees. */
export async function listQuestions(context: Context, owner: Database): Promise<Questions> {
  const { head, employee, number, waiting, decided, serial } = await someone(owner);
  const issuer = await owner.authorityCertificate.findFirstOrThrow({ where: { kind: "ISSUING" } });
  const list = (actor: Actor, scope: "own" | "staff", asked: Readonly<Record<string, string>> = {}) => {
    return listAndCountKeys(context, actor, { scope, filter: KeyFilter.parse(asked), cursor: {} });
  };
  const second = await listKeys(context, head, { scope: "staff", filter: KeyFilter.parse({}), cursor: {} });
  return {
    "/account": () => accountHome(context, employee),
    "/account of a first head": () => accountHome(context, head),
    "every page: who is signed in": () => findActor(context, "A".repeat(43)),
    "every page of a first head: how many wait": () => waitingFor(context, head),
    "/account and approvals of a first head: whether they are the only one": () => isAlone(context, head),
    "/organisation/approvals: how many stand in each tab": () => countTabs(context, head),
    "/organisation/delegation": () => openDelegations(context, head),
    "sign-in: whose certificate": () => findByIssuerAndSerial(context.db, issuer.subject, serial),
    "/account/keys": () => list(employee, "own"),
    "/account/keys?status=REVOKED": () => list(employee, "own", { status: "REVOKED" }),
    "/account/keys/[serial]": () => openCertificate(context, employee, serial),
    "/account/keys/[serial] of another": () => openCertificate(context, employee, "40".repeat(20)).catch(() => null),
    "/account/requests": () => listOwnRequests(context, employee),
    "/account/requests/[number]": () => openOwnRequest(context, employee, number),
    "/track/[number]": () => trackRequest(context, number),
    "/organisation/approvals": () => listWaiting(context, head, { tab: "waiting", cursor: {} }),
    "/organisation/approvals?tab=processed": () => listWaiting(context, head, { tab: "processed", cursor: {} }),
    "/organisation/approvals?tab=processed, 200 pages on": () =>
      listWaiting(context, head, { tab: "processed", cursor: { after: decided } }),
    "/organisation/approvals/[number]": () => openForDecision(context, head, waiting),
    "/organisation/staff": () => list(head, "staff"),
    "/organisation/staff, the next page": () =>
      listKeys(context, head, { scope: "staff", filter: KeyFilter.parse({}), cursor: { after: second.older } }),
    "/organisation/staff?status=EXPIRING": () => list(head, "staff", { status: "EXPIRING" }),
    "/organisation/staff?status=REVOKED": () => list(head, "staff", { status: "REVOKED" }),
    "/organisation/staff?who=жұмағұлов": () => list(head, "staff", { who: "жұмағұлов" }),
    "/organisation/staff?who=4231": () => list(head, "staff", { who: "4231" }),
    "/organisation/staff?who=үлгіұлы, of six in seven": () => list(head, "staff", { who: "үлгіұлы" }),
    "/organisation/staff?who=үлгіұлы&serial=, of nobody": () =>
      list(head, "staff", { who: "үлгіұлы", serial: "ffffffffffffffff" }),
    "/organisation/staff?who=, of nobody": () => list(head, "staff", { who: "ешкім" }),
    "/organisation/staff?serial=…": () => list(head, "staff", { serial: serial.slice(0, 8) }),
    "/organisation/staff?serial=, of nobody": () => list(head, "staff", { serial: "ffffffffffffffff" }),
    ...staffQuestions(context, head, { number, far: decided, iin: employee.iin, serial }),
  };
}

/** The first head of organisation 0 with its ten thousand people, one of them whose keys have been renewed, and their requests. */
export async function someone(owner: Database) {
  const organisation = await owner.organisation.findUniqueOrThrow({ where: { bin: "0".repeat(12) } });
  const inIt = { organisationId: organisation.id };
  const head = await owner.holder.findFirstOrThrow({
    where: { ...inIt, template: "FIRST_HEAD" },
    include: { person: true },
  });
  const request = await owner.keyRequest.findFirstOrThrow({
    where: { state: "INSTALLED", confirmation: "SENIOR_MANAGER", holder: inIt },
    include: { holder: { include: { person: true } }, certificates: true },
  });
  const waits = await owner.keyRequest.findFirstOrThrow({ where: { state: "SUBMITTED", holder: inIt } });
  const theirs = { decisions: { some: {} }, holder: inIt };
  const decided = await owner.keyRequest.findFirstOrThrow({
    where: theirs,
    orderBy: { submittedAt: "desc" },
    skip: Math.floor((await owner.keyRequest.count({ where: theirs })) / 2),
  });
  const actorOf = ({ id: holderId, person, template }: typeof head): Actor => ({
    ...{ ...person, holderId, personId: person.id, template, organisationId: organisation.id, bin: organisation.bin },
    ...{ organisation: organisation.name, certificateId: request.certificates[0]?.id ?? "", decidesFor: null },
  });
  return {
    ...{ head: actorOf(head), employee: actorOf(request.holder), number: request.number, waiting: waits.number },
    decided: `${decided.submittedAt.getTime()}.${decided.number}`,
    serial: request.certificates[0]?.serial ?? "",
  };
}
