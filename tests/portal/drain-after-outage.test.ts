import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { JournalEntry } from "#signer/journal-entry.ts";
import { later } from "#tests/support/confirmed.ts";
import { decide } from "#tests/support/decide.ts";
import { noPost } from "#tests/support/post.ts";
import { submit } from "#tests/support/reissue.ts";
import { signedIn } from "#tests/support/sign-in.ts";
import { holder, type World, world } from "#tests/support/world.ts";
import { SCHEDULE } from "../../src/worker/schedule.ts";

const OF_EMPLOYEES = 40;
const OF_INDIVIDUALS = 60;
/** Between two confirmations: together they take the ten minutes in which there is no worker. */
const APART_MS = (10 * 60_000) / (OF_EMPLOYEES + OF_INDIVIDUALS);

const JOB = { again: false, payload: { atStart: true } };

it("C18: issues 100 requests that were confirmed in ten minutes without a worker, each once and in the order of confirmation", async () => {
  const portal = await world();
  // in this order they are confirmed, and not in the order in which they were filed
  const numbers = [...(await confirmedByManager(portal, OF_EMPLOYEES)), ...(await filed(portal, OF_INDIVIDUALS))];
  const waiting = await portal.owner.keyRequest.count({ where: { state: "CONFIRMED" } });
  expect(waiting).toBe(numbers.length);
  expect(await jobs(portal), "however many asked for it").toBe(1);

  await SCHEDULE["issue-confirmed"]?.run({ ...portal.issuing, ...noPost, replacedKeys: "ask" }, JOB);

  const issued = await portal.owner.keyRequest.findMany({
    where: { number: { in: numbers } },
    include: { certificates: true, intents: true },
  });
  expect(issued.map(({ state, certificates, intents }) => [state, certificates.length, intents.length])).toEqual(
    numbers.map(() => ["ISSUED", 2, 2]),
  );
  expect(await inOrderOf(portal, "request-issuing")).toEqual(numbers);
  expect(await inOrderOf(portal, "request-issued")).toEqual(numbers);
  expect(signedInOrder(portal, issued)).toEqual(numbers);

  await SCHEDULE["issue-confirmed"]?.run({ ...portal.issuing, ...noPost, replacedKeys: "ask" }, JOB);
  expect(await inOrderOf(portal, "request-issued"), "nothing is left for a second pass").toEqual(numbers);
}, 240_000);

/** Requests of employees that the senior manager has confirmed, the one filed last first. */
async function confirmedByManager(portal: World, count: number): Promise<readonly string[]> {
  const manager = await holder(portal, { template: "FIRST_HEAD" });
  const numbers: string[] = [];
  for (let made = 0; made < count; made++) {
    const employee = await holder(portal);
    numbers.unshift((await submit(await signedIn(portal, employee), employee)).number);
  }
  const office = await signedIn(portal, manager);
  for (const number of numbers) {
    later(portal, APART_MS);
    expect((await decide(office, manager, number)).status).toBe(204);
  }
  return numbers;
}

/** Requests that need nobody's word, in the order of filing. */
async function filed(portal: World, count: number): Promise<readonly string[]> {
  const numbers: string[] = [];
  for (let made = 0; made < count; made++) {
    const person = await holder(portal, { template: "INDIVIDUAL" });
    later(portal, APART_MS);
    numbers.push((await submit(await signedIn(portal, person), person)).number);
  }
  return numbers;
}

async function jobs({ owner }: World): Promise<number> {
  const rows = await owner.$queryRaw<unknown[]>`SELECT FROM graphile_worker.jobs WHERE key = 'issue-confirmed'`;
  return rows.length;
}

/** The numbers of the requests that the audit tells this of, in its order. */
async function inOrderOf({ owner }: World, action: string): Promise<readonly string[]> {
  const rows = await owner.$queryRaw<{ number: string }[]>`
    SELECT r.number FROM audit_event a JOIN key_request r ON r.id = a.request_id
    WHERE a.action = ${action} AND r.confirmation <> 'DEMONSTRATION' ORDER BY a.seq`;
  return rows.map(({ number }) => number);
}

/** The numbers of the requests in the order in which the signer signed their certificates; a serial signed twice would be here twice. */
function signedInOrder(
  { authority }: World,
  issued: readonly { number: string; certificates: readonly { serial: string }[] }[],
): readonly string[] {
  const numberOf = new Map(
    issued.flatMap(({ number, certificates }) => certificates.map(({ serial }) => [serial, number])),
  );
  const signed = readFileSync(authority.journalPath, "utf8").split("\n").filter(Boolean);
  const numbers = signed
    .map((line) => JournalEntry.parse(JSON.parse(line)))
    .flatMap((entry) => (entry.kind === "SIGNATURE" ? [numberOf.get(entry.serial)] : []))
    .filter((number) => number !== undefined);
  expect(numbers).toHaveLength(2 * issued.length);
  return numbers.filter((_, at) => at % 2 === 0);
}
